using System.CommandLine;

namespace Keeptrusts.Host.Cli.Tokens;

/// <summary>How a command is told which token is meant.</summary>
internal static class TokenReference
{
    // The prefix as listed; more of a pasted key must not travel in a URL.
    private const int PrefixLength = 12;

    public static Argument<string> Argument() => new("token") { Description = "Its id, its first characters as listed, or its name" };

    public static string Path(string reference)
    {
        var isKey = reference.StartsWith("kt_gk_", StringComparison.Ordinal) || reference.StartsWith("kt_ak_", StringComparison.Ordinal);
        return $"/v1/tokens/{Uri.EscapeDataString(isKey && reference.Length > PrefixLength ? reference[..PrefixLength] : reference)}";
    }
}
