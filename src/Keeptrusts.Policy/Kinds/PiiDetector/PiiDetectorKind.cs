using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.Spans;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.PiiDetector;

/// <summary>Finds personal data in the text of requests and responses.</summary>
internal sealed partial class PiiDetectorKind : PolicyKind
{
    private static readonly ChoiceShape Entity = new(PiiDetectorOptions.Nameable, [.. PiiEntities.Later.Except(PiiDetectorOptions.Nameable, StringComparer.Ordinal)]);

    internal override KindSchema Schema { get; } = new()
    {
        Name = "pii-detector",
        Description = "Finds personal data in the text of requests and responses.",
        Phases = [PolicyPhase.Input, PolicyPhase.Output],
        Actions = SpanFields.Actions,
        ActionGiven = block => block.Find("entities")?.Value is MapNode && block.Flag("pci_mode") is not true && block.Flag("healthcare_mode") is not true && !block.Has("detect_patterns"),
        Fields =
        [
            Shapes.Field(
                "entities",
                new ListOrNamedShape(new ListShape(Entity, 1), new NamedShape(new ChoiceShape(SpanFields.Actions, []), Entity)),
                "What to find: a list, or a mapping to an action each, which makes `action` needless unless modes or patterns add more; all personal data without it."),
            Shapes.Field("exclude", new ListShape(Entity), "What not to find."),
            Shapes.Field("regions", new ListShape(new ChoiceShape(PiiRegions.Names, []), 1), "Countries (ISO 3166 alpha-2, lower case; `eu` for the European Union) whose identifiers are found; all without it. What no country issues is always found."),
            Shapes.Field("healthcare_mode", Shapes.Flag, "Finds identifiers of patients as well: medical record and plan numbers, dates of treatment, ages over 89 and more; `false`."),
            Shapes.Field("pci_mode", Shapes.Flag, "Always finds payment data, whatever `entities` and `regions` say: card numbers, their security codes and expiry dates, IBANs, routing and account numbers; `false`."),
            SpanFields.Patterns,
            SpanFields.AllowList,
            SpanFields.Redaction,
        ],
    };

    internal override void Lint(PolicyBlock block, DiagnosticBag diagnostics)
    {
        if (block.Node.Find("entities") is { Value: MapNode { Entries.Count: 0 } } empty)
        {
            diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(block.Path, "entities"), empty.Value.Span, "`entities` must not be empty", "name at least one, or remove the key");
            return;
        }

        var options = PiiDetectorOptions.Read(block);
        if (block.Node.Find("exclude") is { } excluded && options.Types.Count == 0)
        {
            diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(block.Path, "exclude"), excluded.KeySpan, $"`{block.Path}` excludes everything that it would find", "exclude less, or remove the policy");
            return;
        }

        PiiEntityLint.Check(block, diagnostics);
        PatternLint.Check(block, diagnostics);
        RedactionLint.Check(block, options.Types, diagnostics);
    }
}
