using System.Text.RegularExpressions;
using Keeptrusts.Architecture.Tests.Sources;

namespace Keeptrusts.Architecture.Tests.Documentation;

/// <summary>The page of failure modes names tests; each is there, and each of the tests that were written for it is named.</summary>
public sealed partial class FailureModeTests
{
    private static readonly string[] Folders = ["FailureModes", "FailModes", "Streams"];

    private static readonly string Page = Clone.Files.Single(file => file.Path == "docs/failure-modes.md").Text;

    [Fact]
    public void Page_NamedTests_Exist()
    {
        var tests = Clone.CSharp("tests").SelectMany(Tests).ToHashSet();
        var named = Named().Matches(Page).Select(match => match.Value.Trim('`')).ToList();

        Assert.True(named.Count > 60, "The page names hardly any test.");
        Expect.None(named.Where(name => !tests.Contains(name)).Distinct(), "docs/failure-modes.md names tests that are there:");
    }

    [Fact]
    public void Page_Rows_EachNameATest()
    {
        var rows = Page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.EndsWith("| tests |", StringComparison.Ordinal)).ToList();

        Assert.True(rows.Count > 40, "The page has hardly any row.");
        Expect.None(rows.Where(row => !Named().IsMatch(row.Split(" | ")[^1])), "Each failure mode names the test that shows it:");
    }

    [Fact]
    public void Tests_OfFailureModes_AreAllOnThePage()
    {
        var written = Clone.CSharp("tests").Where(file => file.Project == "Keeptrusts.Gateway.Middleware.Tests" && file.Folders is [var folder, ..] && Folders.Contains(folder)
            || file.Folders is ["FailModes", ..]).SelectMany(Tests).ToList();

        Assert.True(written.Count > 30, "Hardly any test was found.");
        Expect.None(written.Where(name => !Page.Contains($"`{name}`", StringComparison.Ordinal)), "Tests of failure modes are listed in docs/failure-modes.md:");
    }

    private static IEnumerable<string> Tests(SourceFile file) => TestMethod().Matches(file.Text).Select(match => $"{file.TypeName}.{match.Groups[1].Value}");

    [GeneratedRegex(@"`\w+Tests\.\w+`")]
    private static partial Regex Named();

    [GeneratedRegex(@"\[(?:Fact|Theory)\b[^\n]*\n(?:\s*\[[^\n]*\n)*\s*public (?:async )?(?:static )?[\w<>.]+ (\w+)\(")]
    private static partial Regex TestMethod();
}
