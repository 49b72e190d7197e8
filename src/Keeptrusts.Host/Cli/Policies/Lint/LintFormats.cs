namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>The forms of a report. All of them carry the same findings.</summary>
internal static class LintFormats
{
    public static IReadOnlyList<string> Names { get; } = ["text", "json", "sarif", "github", "junit", "msbuild"];

    /// <param name="report">The findings.</param>
    /// <param name="format">One of <see cref="Names"/>.</param>
    /// <param name="quiet">Whether text leaves its last line out.</param>
    public static string Write(LintReport report, string format, bool quiet) => format switch
    {
        "json" => LintJson.Write(report),
        "sarif" => LintSarif.Write(report),
        "github" => LintGitHub.Write(report),
        "junit" => LintJUnit.Write(report),
        "msbuild" => LintMsBuild.Write(report),
        _ => LintText.Write(report, summary: !quiet),
    };
}
