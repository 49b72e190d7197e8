using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Policy.Tests.Linting;

/// <summary>No false alarms: configurations as real teams write them have no error and no warning.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Documents => [.. Directory.GetFiles(Folder()).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Lint_GoodConfiguration_IsClean(string file) => AssertClean(Read(file));

    [Theory]
    [InlineData(3, 1)]
    [InlineData(40, 2)]
    [InlineData(300, 3)]
    public void Lint_LargeConfiguration_IsClean(int teams, int seed) => AssertClean(LargeDocument.Write(teams, seed));

    [Fact]
    public void LargeDocument_OfThreeHundredTeams_HasFiveThousandLines() => Assert.InRange(LargeDocument.Write(300, 3).Split('\n').Length, 5000, 6000);

    private static void AssertClean(string text)
    {
        var found = PolicyEngine.Load(text, new PolicyOptions { Today = new DateTime(2026, 11, 26, 0, 0, 0, DateTimeKind.Utc) });
        Assert.Equal([], found.Diagnostics.Where(d => d.Severity != DiagnosticSeverity.Info).Select(d => $"{d.Code} {d.Span.Line}:{d.Span.Column} {d.Message}"));
        Assert.NotNull(found.Plan);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder(), file));

    private static string Folder() => Path.Combine(RepositoryPaths.Root, "tests", "Keeptrusts.Policy.Tests", "Linting", "Corpus");
}
