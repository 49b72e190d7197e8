using System.Globalization;
using Keeptrusts.Policy.Suites.Tests;

namespace Keeptrusts.Host.Cli.Policies;

/// <summary>What became of all tests, by file.</summary>
internal sealed record TestReport(IReadOnlyList<TestReportFile> Files)
{
    public int Passed => Files.Sum(f => f.Results.Count(r => r.Passed));

    public int Failed => Files.Sum(f => f.Failed);

    public double Seconds => Files.Sum(f => f.Seconds);

    public string Summary => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed");
}

/// <summary>What became of one file's tests.</summary>
internal sealed record TestReportFile(string File, IReadOnlyList<PolicyTestResult> Results)
{
    public int Failed => Results.Count(r => !r.Passed);

    public double Seconds => Results.Sum(r => r.Duration.TotalSeconds);

    /// <summary>A test's name, after its suite's.</summary>
    public static string NameOf(PolicyTest test) => test.Suite is { } suite ? $"{suite}: {test.Name}" : test.Name;
}
