using System.Text.RegularExpressions;
using Keeptrusts.Architecture.Tests.Sources;

namespace Keeptrusts.Architecture.Tests.Repository;

public sealed partial class RepositoryTests
{
    private const int LongFile = 300;

    [Fact]
    public void Namespaces_OfAllSources_AreTheirFolders()
    {
        var wrong = Clone.CSharp("src").Concat(Clone.CSharp("tests")).Concat(Clone.CSharp("samples"))
            .Where(f => NamespaceDeclaration().Match(f.Text) is { Success: true } m && m.Groups[1].Value != string.Join('.', [f.Project, .. f.Folders]))
            .Select(f => f.Path);

        Expect.None(wrong, "A namespace is its project and folders:");
    }

    [Fact]
    public void TrackedFiles_Everywhere_NameNoMachinePathAndNoRegistry()
    {
        var wrong = Clone.Files.Where(f => !f.Path.EndsWith($"/{nameof(RepositoryTests)}.cs", StringComparison.Ordinal))
            .SelectMany(f => MachineOrRegistry().Matches(f.Text).Select(m => $"{f.Path}: {m.Value}"));

        Expect.None(wrong, "No path of a machine and no registry host in tracked files:");
    }

    [Fact]
    public void LongFiles_All_AreListedWithAReason()
    {
        var listed = Clone.Files.Single(f => f.Path.EndsWith("/long-files.txt", StringComparison.Ordinal)).Text.Split('\n')
            .Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('|', StringSplitOptions.TrimEntries)).ToArray();
        var actual = Clone.Files.Where(IsHandWritten).Where(f => f.Text.AsSpan().Count('\n') > LongFile).Select(f => f.Path).ToArray();

        Assert.All(listed, l => Assert.True(l.Length == 2 && l[1].Length > 10, $"`{l[0]}` needs a reason after a bar."));
        Expect.None(actual.Except(listed.Select(l => l[0])), $"Files above {LongFile} lines are split, or listed in long-files.txt with a reason:");
        Expect.None(listed.Select(l => l[0]).Except(actual), $"Files in long-files.txt that are no longer above {LongFile} lines:");
    }

    [Fact]
    public void Sources_Shipped_HaveNoStubs()
    {
        var wrong = Clone.CSharp("src").SelectMany(f => Stub().Matches(f.Text).Select(m => $"{f.Path}: {m.Value}"));

        Expect.None(wrong, "No stubs in what ships:");
    }

    [Fact]
    public void TestNames_All_ReadSubjectConditionResult()
    {
        var wrong = Clone.CSharp("tests").SelectMany(f => TestMethod().Matches(f.Text).Select(m => m.Groups[1].Value)
            .Where(n => n.Split('_').Length < 3 || n.Split('_').Any(p => p.Length == 0 || !char.IsAsciiLetterUpper(p[0])))
            .Select(n => $"{f.Path}: {n}"));

        Expect.None(wrong, "Test names read Subject_Condition_Result:");
    }

    private static bool IsHandWritten(SourceFile file) =>
        file.Extension is ".cs" or ".razor" or ".mjs" or ".js" or ".css" or ".sh"
        && !file.Path.Contains("/Migrations/", StringComparison.Ordinal);

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex(@"(?<![\w.~])/(?:work|root|tmp/kt|Users/\w+|home/(?!app\b|user\b)\w+)/|C:\\Users\\|registry\.npmjs|registry\.yarnpkg|api\.nuget\.org|pkgs\.dev\.azure|pypi\.org|""resolved"": ""http", RegexOptions.IgnoreCase)]
    private static partial Regex MachineOrRegistry();

    [GeneratedRegex(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b")]
    private static partial Regex Stub();

    [GeneratedRegex(@"\[(?:Fact|Theory)\b[^\n]*\n(?:\s*\[[^\n]*\n)*\s*public (?:async )?(?:static )?[\w<>.]+ (\w+)\(")]
    private static partial Regex TestMethod();
}
