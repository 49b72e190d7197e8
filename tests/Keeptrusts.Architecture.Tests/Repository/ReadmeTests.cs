using System.Text.RegularExpressions;
using Keeptrusts.Architecture.Tests.Sources;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Architecture.Tests.Repository;

public sealed partial class ReadmeTests
{
    /// <summary>What readers are told to type must be there; that `kt` knows its commands is tested against the started host.</summary>
    [Fact]
    public void Readme_Commands_NameFilesThatExist()
    {
        var readmes = Clone.Files.Where(f => Path.GetFileName(f.Path) == "README.md").ToArray();

        Assert.Contains(readmes, f => f.Path == "README.md");
        var wrong = readmes.SelectMany(f => CodeBlock().Matches(f.Text).SelectMany(b => NamedFile().Matches(b.Groups[1].Value))
            .Select(m => m.Groups[1].Value + m.Groups[2].Value)
            .Where(p => !Exists(RepositoryPaths.Root, p) && !Exists(Path.GetDirectoryName(f.FullPath)!, p))
            .Select(p => $"{f.Path}: {p}"));
        Expect.None(wrong, "A README names only files that are there:");
    }

    [Fact]
    public void Readme_Links_PointToFilesThatExist()
    {
        var wrong = Clone.Files.Where(f => f.Extension == ".md")
            .SelectMany(f => Link().Matches(f.Text).Select(m => m.Groups[1].Value.Split('#')[0])
                .Where(l => l.Length > 0 && !l.Contains(':', StringComparison.Ordinal) && !Exists(Path.GetDirectoryName(f.FullPath)!, l))
                .Select(l => $"{f.Path}: {l}"));

        Expect.None(wrong, "Links point to files that are there:");
    }

    [Fact]
    public void Scripts_AtTheRoot_AreExecutable()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no executable bit.");
        Assert.All(new[] { "kt", "test.sh", ".ci/run" }, s => Assert.True(IsExecutable(s), s));
    }

    private static bool IsExecutable(string script) => !OperatingSystem.IsWindows()
        && (File.GetUnixFileMode(Path.Combine(RepositoryPaths.Root, script)) & UnixFileMode.UserExecute) != 0;

    private static bool Exists(string folder, string path) => Path.Exists(Path.Combine(folder, path));

    [GeneratedRegex(@"^```(?:sh|bash|console|shell)?\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"(?:^|[\s;&|])(?:\./([\w.-]+(?:/[\w.-]+)*)|--project[= ]([\w./-]+))", RegexOptions.Multiline)]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
