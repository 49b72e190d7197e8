using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.Spans;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.DlpFilter;

/// <summary>Finds what an organisation does not want to leave: its terms, its patterns, marked documents.</summary>
internal sealed partial class DlpFilterKind : PolicyKind
{
    private const string Distance = "Most wrong, missing, additional or exchanged neighbouring characters; 1. With 2, short terms meet ordinary words.";

    internal override KindSchema Schema { get; } = new()
    {
        Name = "dlp-filter",
        Description = "Finds what an organisation does not want to leave: terms, patterns, and documents marked as confidential.",
        Phases = [PolicyPhase.Input, PolicyPhase.Output],
        Actions = SpanFields.Actions,
        AnyOf = ["blocked_terms", "detect_patterns", "sensitivity_level"],
        Fields =
        [
            Shapes.Field("blocked_terms", Shapes.SomeTexts, "Words and phrases. They are found as whole words, whatever their case and the white space between their words."),
            Shapes.Field(
                "fuzzy_matching",
                new UnionShape(
                    "`true`, `false` or a mapping such as `{ max_distance: 1 }`",
                    Scalar: Shapes.Flag,
                    Map: new ObjectShape([Shapes.Field("enabled", Shapes.Flag, "`true`."), Shapes.Field("max_distance", new WholeShape(1, 2), Distance)])),
                "Finds misspelt terms as well, where the term has five characters or more."),
            Shapes.Field("max_distance", new WholeShape(1, 2), Distance),
            SpanFields.Patterns,
            Shapes.Field(
                "sensitivity_level",
                new ChoiceShape(DlpFilterOptions.Levels, []),
                "Finds classification markings of this level and above, such as `CONFIDENTIAL`, `INTERNAL USE ONLY`, `TOP SECRET`, `TLP:RED`, `VERTRAULICH`."),
            SpanFields.Redaction,
        ],
    };

    internal override void Lint(PolicyBlock block, DiagnosticBag diagnostics)
    {
        var options = DlpFilterOptions.Read(block);
        if (block.Node.Find("fuzzy_matching") is { } fuzzy && options.Terms.Count == 0)
        {
            diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(block.Path, "fuzzy_matching"), fuzzy.KeySpan, "`fuzzy_matching` has no terms to match", "add `blocked_terms`, or remove it");
        }

        TermLint.Check(block, "blocked_terms", options.Distance, diagnostics);
        PatternLint.Check(block, diagnostics);
        RedactionLint.Check(block, [DlpFilterOptions.Term, DlpFilterOptions.Marking, .. options.Patterns.Select(p => p.Name)], diagnostics);
    }
}
