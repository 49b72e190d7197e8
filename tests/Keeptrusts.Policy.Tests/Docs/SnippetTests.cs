using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Suites.Tests;
using Keeptrusts.Policy.Tests.Cases;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Policy.Tests.Docs;

/// <summary>Every YAML block of README.md, docs and samples, and every policy file there, says what it claims to say.</summary>
public sealed class SnippetTests
{
    public static TheoryData<string> Places => [.. Snippet.All().Select(s => $"{s.Page}:{s.Line}")];

    public static TheoryData<string> PolicyFiles => [.. new[] { "docs", "samples" }
        .SelectMany(folder => Snippet.Files(folder, "*.yaml").Concat(Snippet.Files(folder, "*.yml")))
        .Where(f => Read(f).Contains("\npack:", StringComparison.Ordinal) || Read(f).StartsWith("pack:", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Snippet_OfAPage_IsWhatItClaims(string place)
    {
        var snippet = Snippet.All().Single(s => $"{s.Page}:{s.Line}" == place);
        if (snippet.IsTests)
        {
            await RunTestsAsync(snippet);
            return;
        }

        var errors = Errors(snippet.Document, Path.GetDirectoryName(Path.Combine(RepositoryPaths.Root, snippet.Page))!);
        if (snippet.BadCode is { } code)
        {
            Assert.Contains(PolicyEngine.Load(snippet.Document).Diagnostics, d => d.Code == code);
            return;
        }

        Assert.True(snippet.Info.Length == 0, $"`yaml {snippet.Info}` is no known kind of block; there are `yaml`, `yaml tests` and `yaml bad KTnnnn`.");
        Assert.Equal([], errors);
    }

    [Theory]
    [MemberData(nameof(PolicyFiles))]
    public void PolicyFile_OfDocsAndSamples_HasNoErrors(string file) =>
        Assert.Equal([], Errors(Read(file), Path.GetDirectoryName(Path.Combine(RepositoryPaths.Root, file))!));

    [Fact]
    public void ExampleDocument_Linted_SaysNothingButInfos() =>
        Assert.Equal([], PolicyEngine.Load(Read("docs/examples/policy-config.yaml")).Diagnostics.Where(d => d.Severity != DiagnosticSeverity.Info).Select(DocumentCase.Describe));

    private static async Task RunTestsAsync(Snippet snippet)
    {
        Assert.True(snippet.DocumentAbove is not null, "A block of tests needs a whole document above it on the page.");
        var plan = PolicyEngine.Load(snippet.DocumentAbove!).Plan!;
        var file = new PolicyTestReader(plan).ReadFile(snippet.Text);
        Assert.Equal([], file.Diagnostics.Select(DocumentCase.Describe));
        Assert.NotEmpty(file.Tests);
        var runner = new PolicyTestRunner(plan, new PolicyTestOptions());
        foreach (var test in file.Tests)
        {
            var result = await runner.RunAsync(test, TestContext.Current.CancellationToken);
            Assert.True(result.Passed, $"{test.Name}: {string.Join('\n', result.Differences)}");
        }
    }

    // Kinds that a document declares are known by their schema file; only the program that brings them can load it.
    private static IEnumerable<string> Errors(string yaml, string folder) =>
        PolicyEngine.Lint(yaml, new PolicyOptions { ReadFile = path => PolicyOptions.FilesOf(folder)(path) ?? OfSample(path) }).Where(d => d.Severity == DiagnosticSeverity.Error).Select(DocumentCase.Describe);

    // A page about a sample names the sample's files.
    private static string? OfSample(string path) =>
        Snippet.Files("samples", Path.GetFileName(path)).Select(Read).FirstOrDefault();

    private static string Read(string file) => File.ReadAllText(Path.Combine(RepositoryPaths.Root, file)).ReplaceLineEndings("\n");
}
