using Keeptrusts.Policy.Suites.Tests;
using Keeptrusts.Policy.Tests.Cases;

namespace Keeptrusts.Policy.Tests.Suites;

public sealed class PolicyTestReaderTests
{
    private const string Document =
        """
        pack: { name: a, version: 1.0.0, enabled: true }
        providers: { targets: [{ id: main, provider: echo }] }
        policies: { chain: [pii-detector] }
        policy: { pii-detector: { action: redact } }
        testing:
          suites:
            - { name: first, cases: [{ name: a, input: { text: a }, expected: { verdict: allow } }] }
            - { name: alone, input: { text: a }, expected: { verdict: allow } }
        """;

    private const string Case = """{ "name": "a", "input": { "text": "a" }, "expected": { "verdict": "allow" } }""";

    [Theory]
    [InlineData(Case, "a")]
    [InlineData("[" + Case + "]", "a")]
    [InlineData("{ cases: [" + Case + "] }", "a")]
    [InlineData("{ name: s, cases: [" + Case + "] }", "s/a")]
    [InlineData("[{ name: s, cases: [" + Case + "] }, " + Case + "]", "s/a a")]
    [InlineData("suites: [{ name: s, cases: [" + Case + "] }, " + Case + "]", "s/a a")]
    [InlineData("[]", "")]
    public void ReadFile_EveryForm_GivesItsCases(string text, string names) =>
        Assert.Equal(names, Names(Read(text)));

    [Fact]
    public void ReadDocument_Suites_GivesItsCases() =>
        Assert.Equal("first/a alone", Names(Reader().ReadDocument(Document)));

    [Theory]
    [InlineData("", "error KT0004 1:1-1:2 - | the file is empty")]
    [InlineData("[", "error KT0001")]
    [InlineData("5", "error KT0005 1:1-1:2 - | `the document` must be a suite, a case, or a list of them")]
    [InlineData("{ name: a, input: { text: a }, expected: { verdict: allow }, output: b }", "error KT0003 1:62-1:68 output | unknown key `output`")]
    [InlineData("{ name: a, input: { txt: a }, expected: { verdict: allow } }", "error KT0003 1:21-1:24 input.txt | unknown key `txt`; did you mean `text`?")]
    [InlineData("{ name: a, input: {}, expected: { verdict: allow } }", "error KT0004 1:12-1:17 input.text | `input` needs `text` or `messages`")]
    [InlineData("{ name: a, input: { text: a, messages: [] }, expected: { verdict: allow } }", "error KT0005 1:30-1:38 input.messages | `messages` stands without `text`")]
    [InlineData("{ name: a, input: { text: a, upstream_response: { id: 1 } }, expected: { verdict: allow } }", "error KT0005 1:30-1:47 input.upstream_response | `upstream_response` must be text, or a chat completion with `choices`")]
    [InlineData("{ name: a, input: { text: a, upstream_response: bc, chunks: [b] }, expected: { verdict: allow } }", "error KT0005 1:53-1:59 input.chunks | `chunks` put together must be `upstream_response`")]
    [InlineData("{ name: a, input: { text: a }, expected: { verdict: allow, policies: { pii: allow } } }", "error KT5001 1:72-1:75 expected.policies.pii | `pii` is no policy of the chain; did you mean `pii-detector`? | write `pii-detector`")]
    [InlineData("{ name: a, input: { text: a }, expected: { verdict: allow, policies: [{ name: zzz }] } }", "error KT5001 1:79-1:82 expected.policies[0].name | `zzz` is no policy of the chain | there are: pii-detector")]
    [InlineData("{ name: a, input: { text: a, provider: mian }, expected: { verdict: allow } }", "error KT5001 1:40-1:44 input.provider | `mian` is no target of the document; did you mean `main`? | write `main`")]
    public void ReadFile_Mistake_IsNamedWithItsPlace(string text, string diagnostic)
    {
        var file = Read(text);
        Assert.StartsWith(diagnostic, DocumentCase.Describe(file.Diagnostics[0]), StringComparison.Ordinal);
        Assert.Single(file.Diagnostics);
        Assert.Empty(file.Tests);
    }

    [Fact]
    public void Load_DocumentWhoseTestNamesNoPolicy_IsAnError()
    {
        var loaded = PolicyEngine.Load(Document.Replace("{ verdict: allow } }]", "{ verdict: allow, policies: { ssn: block } } }]", StringComparison.Ordinal));
        Assert.Null(loaded.Plan);
        Assert.Equal("KT5001", Assert.Single(loaded.Diagnostics).Code);
    }

    private static string Names(PolicyTestFile file)
    {
        Assert.Empty(file.Diagnostics);
        return string.Join(' ', file.Tests.Select(t => t.Suite is { } suite ? $"{suite}/{t.Name}" : t.Name));
    }

    private static PolicyTestFile Read(string text) => Reader().ReadFile(text);

    private static PolicyTestReader Reader()
    {
        var loaded = PolicyEngine.Load(Document);
        Assert.Empty(loaded.Diagnostics);
        return new PolicyTestReader(loaded.Plan!);
    }
}
