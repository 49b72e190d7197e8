namespace Keeptrusts.Host.Console.Hosting;

/// <summary>Where to go back to: only ever somewhere on this site.</summary>
internal static class LocalUrl
{
    public static string Of(string? url) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal) && !url.Any(char.IsControl) ? url : "/";
}
