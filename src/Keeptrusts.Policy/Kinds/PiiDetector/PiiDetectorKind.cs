using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.PiiDetector;

/// <summary>Finds personal data in the text of requests and responses.</summary>
internal sealed partial class PiiDetectorKind : PolicyKind
{
    private static readonly string[] Actions = ["warn", "redact", "block"];
    private static readonly string[] LaterActions = ["escalate"];
    private static readonly ChoiceShape Entity = new(PiiEntities.Available, PiiEntities.Later);

    internal override KindSchema Schema { get; } = new()
    {
        Name = "pii-detector",
        Description = "Finds personal data in the text of requests and responses.",
        Phases = [PolicyPhase.Input, PolicyPhase.Output],
        Actions = Actions,
        LaterActions = LaterActions,
        ActionGiven = block => block.Find("entities")?.Value is MapNode,
        Fields =
        [
            Shapes.Field("entities", new ListOrNamedShape(new ListShape(Entity, 1), new NamedShape(new ChoiceShape(Actions, LaterActions), Entity)), "What to find: a list, or a mapping to an action each; all without it."),
            Shapes.Field("exclude", new ListShape(Entity), "What not to find."),
            Shapes.Field("allow_list", Shapes.Texts, "Values that may pass; they shield what lies wholly inside them."),
            Shapes.Field("redaction", Redaction(), "How findings are replaced."),
            Field.NotYet("regions", "Countries whose identifiers are found."),
            Field.NotYet("healthcare_mode", "Health data as well."),
            Field.NotYet("pci_mode", "Card data as well."),
            Field.NotYet("detect_patterns", "Patterns of one's own."),
        ],
    };

    internal override void Lint(PolicyBlock block, DiagnosticBag diagnostics)
    {
        if (block.Node.Find("entities") is { Value: MapNode { Entries.Count: 0 } } empty)
        {
            diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(block.Path, "entities"), empty.Value.Span, "`entities` must not be empty", "name at least one, or remove the key");
            return;
        }

        var excluded = block.Node.Find("exclude");
        if (excluded is not null && PiiDetectorOptions.Read(block).Actions.Count == 0)
        {
            diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(block.Path, "exclude"), excluded.KeySpan, $"`{block.Path}` excludes everything that it would find", "exclude less, or remove the policy");
        }
    }

    private static ObjectShape Redaction() => new(
    [
        Shapes.Field("marker_format", Shapes.Choice(["label"], ["numbered", "mask", "partial", "hash", "token"]), "What stands in place of a finding; `label` is `[EMAIL_ADDRESS]`."),
        Shapes.Field("custom_markers", new NamedShape(new TextShape(TextForm.Blank), Entity), "Markers by entity."),
        Field.NotYet("preserve_length", "Masks as long as the finding."),
        Field.NotYet("hash_key_ref", "Key for hashes."),
        Field.NotYet("restore_in", "Where placeholders are restored."),
    ]);
}
