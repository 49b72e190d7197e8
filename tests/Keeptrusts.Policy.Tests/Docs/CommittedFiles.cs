using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Policy.Tests.Docs;

/// <summary>Files of the repository that are generated: the committed text is what would be generated now.</summary>
internal static class CommittedFiles
{
    private const string Update = "KEEPTRUSTS_UPDATE_GENERATED";

    /// <summary>Compares a committed file with its new text. With <c>KEEPTRUSTS_UPDATE_GENERATED=1</c> it is written first.</summary>
    public static void Check(string path, string expected)
    {
        var file = Path.Combine(RepositoryPaths.Root, path);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(file, expected);
        }

        var committed = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        Assert.True(committed == expected, $"{path} is not what is generated now: run the tests of Keeptrusts.Policy.Tests with {Update}=1 and commit it. First difference: {FirstDifference(committed, expected)}");
    }

    private static string FirstDifference(string committed, string expected)
    {
        var pair = committed.Split('\n').Zip(expected.Split('\n')).Select((p, i) => (p.First, p.Second, Line: i + 1)).FirstOrDefault(p => p.First != p.Second);
        return pair.Line == 0 ? "one is longer" : $"line {pair.Line}, `{pair.First}` instead of `{pair.Second}`";
    }
}
