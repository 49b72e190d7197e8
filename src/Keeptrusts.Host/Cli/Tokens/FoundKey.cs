using System.Text;
using System.Text.RegularExpressions;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.Cli.Tokens;

/// <summary>Finds the key in what somebody pasted. No sentence here repeats any of it.</summary>
internal static partial class FoundKey
{
    private const int MaxCharacters = 64 * 1024;

    public static async Task<Outcome<GatewayKey>> ReadAsync(Stream input, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(input, Encoding.UTF8);
        var buffer = new char[MaxCharacters];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        return Find(new string(buffer, 0, length));
    }

    public static Outcome<GatewayKey> Find(string text)
    {
        var whole = WholeKey.Matches(text).Select(m => GatewayKey.TryParse(m.Value, out var key) ? key : null).OfType<GatewayKey>().DistinctBy(k => k.Reveal()).ToList();
        return whole.Count switch
        {
            1 => whole[0],
            > 1 => new Refusal(RefusalKind.Invalid, $"{whole.Count} keys are in this text; give one at a time"),
            _ when text.Contains("kt_gk_", StringComparison.Ordinal) || text.Contains("kt_ak_", StringComparison.Ordinal) =>
                new Refusal(RefusalKind.Invalid, "this looks like a Keeptrusts key, but its checksum is wrong: it is cut, mistyped or made up"),
            _ => new Refusal(RefusalKind.Invalid, "this is no Keeptrusts key; one begins with kt_gk_ or kt_ak_ and has 55 characters"),
        };
    }

    [GeneratedRegex("(?<![0-9A-Za-z_])kt_[ag]k_[0-9A-Za-z]{49}(?![0-9A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex WholeKey { get; }
}
