using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>What the structure of a test cannot tell: names that do not exist (KT5001), a call without text, pieces that make up something else.</summary>
/// <param name="policies">Names of the chain.</param>
/// <param name="targets">Ids of the targets.</param>
/// <param name="diagnostics">Receives the findings.</param>
internal sealed class TestChecks(IReadOnlyList<string> policies, IReadOnlyList<string> targets, DiagnosticBag diagnostics)
{
    private static readonly string[] Texts = ["text", "messages", "upstream_response", "chunks"];

    public void Check(TestCase test)
    {
        CheckPrompt(test);
        CheckAnswer(test);
        var at = DocumentPath.Key(DocumentPath.Key(test.Path, "expected"), "policies");
        foreach (var entry in test.Expected.Map("policies")?.Entries ?? [])
        {
            CheckName(entry.Key, entry.KeySpan, DocumentPath.Key(at, entry.Key), policies, "policy of the chain");
        }

        var listed = test.Expected.List("policies")?.Items ?? [];
        for (var i = 0; i < listed.Count; i++)
        {
            CheckName(listed[i] as MapNode, "name", DocumentPath.Index(at, i), policies, "policy of the chain");
        }

        CheckName(test.Input, "provider", DocumentPath.Key(test.Path, "input"), targets, "target of the document");
    }

    private void CheckPrompt(TestCase test)
    {
        var at = DocumentPath.Key(test.Path, "input");
        if (!Texts.Any(test.Input.Has))
        {
            diagnostics.Error(RuleCodes.MissingField, DocumentPath.Key(at, Texts[0]), KeyOf(test.Node, "input"), $"`{at}` needs `text` or `messages`", "add `text: …`, the prompt as one user message");
        }

        if (test.Input.Has("text") && test.Input.Has("messages"))
        {
            diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(at, "messages"), KeyOf(test.Input, "messages"), "`messages` stands without `text`", "write the text as one of the messages");
        }
    }

    private void CheckAnswer(TestCase test)
    {
        var at = DocumentPath.Key(test.Path, "input");
        if (test.Input.Map("upstream_response") is { } completion && !IsCompletion(completion))
        {
            diagnostics.Error(
                RuleCodes.WrongValue,
                DocumentPath.Key(at, "upstream_response"),
                KeyOf(test.Input, "upstream_response"),
                "`upstream_response` must be text, or a chat completion with `choices`",
                "write `upstream_response: { choices: [{ message: { role: assistant, content: … } }] }`");
        }

        if (test.Input.List("chunks") is null)
        {
            return;
        }

        if (test.Input.Map("upstream_response") is not null || (test.Input.Text("upstream_response") is { } answer && answer != string.Concat(test.Input.Texts("chunks"))))
        {
            diagnostics.Error(
                RuleCodes.WrongValue,
                DocumentPath.Key(at, "chunks"),
                KeyOf(test.Input, "chunks"),
                "`chunks` put together must be `upstream_response`",
                "remove `upstream_response`: the chunks are the answer then");
        }
    }

    private static bool IsCompletion(MapNode node) =>
        node.List("choices") is { Items.Count: > 0 } choices && choices.Items.All(c => (c as MapNode)?.Map("message") is not null);

    private void CheckName(MapNode? holder, string key, string path, IReadOnlyList<string> names, string what)
    {
        if (holder?.Text(key) is { } name)
        {
            CheckName(name, holder.Find(key)!.Value.Span, DocumentPath.Key(path, key), names, what);
        }
    }

    private void CheckName(string name, SourceSpan span, string path, IReadOnlyList<string> names, string what)
    {
        if (names.Contains(name))
        {
            return;
        }

        var near = Nearest.Of(name, names);
        diagnostics.Add(new Diagnostic(
            RuleCodes.UnknownInTest,
            DiagnosticSeverity.Error,
            path,
            span,
            near is null ? $"`{name}` is no {what}" : $"`{name}` is no {what}; did you mean `{near}`?",
            near is not null ? $"write `{near}`" : names.Count == 0 ? "there is none" : "there are: " + string.Join(", ", names))
        {
            Fix = near is not null && near == Nearest.Certain(name, names) ? Rename.Of(span, name, near) : null,
        });
    }

    private static SourceSpan KeyOf(MapNode node, string key) => node.Find(key)!.KeySpan;
}
