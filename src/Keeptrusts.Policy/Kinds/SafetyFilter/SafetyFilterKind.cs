using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.Spans;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.SafetyFilter;

/// <summary>Finds terms of topics that an organisation keeps out of its conversations.</summary>
internal sealed partial class SafetyFilterKind : PolicyKind
{
    internal override KindSchema Schema { get; } = new()
    {
        Name = "safety-filter",
        Description = "Finds terms of topics that an organisation keeps out of its conversations. A list of terms knows words, not what is meant: use external-moderation to judge meaning.",
        Phases = [PolicyPhase.Input, PolicyPhase.Output],
        Actions = SpanFields.Actions,
        AnyOf = ["lists", "block_if"],
        Fields =
        [
            Shapes.Field(
                "lists",
                new ListShape(
                    new ChoiceOrObjectShape(
                        new ChoiceShape(SafetyLists.Names, []),
                        new ObjectShape(
                        [
                            Shapes.Required("name", Shapes.Name, "The list's name; in capitals the type of its findings."),
                            Shapes.Required("terms", Shapes.SomeTexts, "Words and phrases, found as whole words whatever their case."),
                        ])),
                    1),
                "Shipped lists by name, and lists of one's own. The shipped ones are short and English."),
            Shapes.Field("block_if", Shapes.SomeTexts, "Further words and phrases; their type is `SAFETY_TERM`."),
            SpanFields.Redaction,
        ],
    };

    internal override void Lint(PolicyBlock block, DiagnosticBag diagnostics)
    {
        var path = DocumentPath.Key(block.Path, "lists");
        var items = block.Node.List("lists")?.Items ?? [];
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            var at = DocumentPath.Index(path, i);
            var name = items[i] is ScalarNode scalar ? scalar : (items[i] as MapNode)?.Find("name")?.Value as ScalarNode;
            if (name is not null && !names.Add(SafetyFilterOptions.TypeOf(name.Text)))
            {
                diagnostics.Error(RuleCodes.WrongValue, at, name.Span, $"`{name.Text}` is listed twice", "remove one of them, or give it another name");
            }

            if (items[i] is MapNode node && node.Find("terms") is { Value: ListNode terms } entry)
            {
                TermLint.Check(terms, entry.KeySpan, DocumentPath.Key(at, "terms"), 0, diagnostics);
            }
        }

        TermLint.Check(block, "block_if", 0, diagnostics);
        RedactionLint.Check(block, SafetyFilterOptions.Read(block).Types, diagnostics);
    }
}
