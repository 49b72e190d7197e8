using System.Text.RegularExpressions;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.EndToEnd.Tests.Documentation;

/// <summary>What pages show as C# stands, line by line, in a file that is compiled with the tests.</summary>
public sealed partial class SnippetTests
{
    private static readonly string Compiled = Normal(Read("tests/Keeptrusts.EndToEnd.Tests/Documentation/EmbeddingSnippets.cs"));

    private static readonly string Page = Read("docs/embedding.md");

    [Fact]
    public void Embedding_Blocks_AreCompiled()
    {
        var blocks = Block().Matches(Page).Select(m => m.Groups[1].Value).ToList();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.True(Compiled.Contains(Normal(block), StringComparison.Ordinal), $"Not in {nameof(EmbeddingSnippets)}.cs, so nobody knows whether it compiles:\n{block}"));
    }

    [Fact]
    public void Embedding_CallsWithinSentences_AreCompiled()
    {
        // Those with arguments or a chain: names alone are no code.
        var calls = Inline().Matches(Block().Replace(Page, "")).Select(m => m.Groups[1].Value).Where(code => code.Contains('.', StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.True(Compiled.Contains(Normal(call), StringComparison.Ordinal), $"Not in {nameof(EmbeddingSnippets)}.cs: {call}"));
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(RepositoryPaths.Root, path));

    // Indentation and empty lines are the page's own.
    private static string Normal(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"`([A-Za-z][A-Za-z.]*\([^`]*\)[^`]*)`")]
    private static partial Regex Inline();
}
