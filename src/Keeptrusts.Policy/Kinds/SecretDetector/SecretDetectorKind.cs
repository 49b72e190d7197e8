using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.SecretDetector;

/// <summary>Finds credentials in the text of requests and responses.</summary>
internal sealed partial class SecretDetectorKind : PolicyKind
{
    private static readonly string[] Actions = ["warn", "redact", "block", "escalate"];
    private static readonly ChoiceShape Entity = new(SecretEntities.Available, []);

    internal override KindSchema Schema { get; } = new()
    {
        Name = "secret-detector",
        Description = "Finds credentials in the text of requests and responses: keys and tokens of providers, private keys, passwords.",
        Phases = [PolicyPhase.Input, PolicyPhase.Output],
        Actions = Actions,
        Fields =
        [
            Shapes.Field("entities", new ListOrNamedShape(new ListShape(Entity, 1), new NamedShape(new ChoiceShape(Actions, []), Entity)), "What to find: a list, or a mapping to an action each; all without it."),
            Shapes.Field("exclude", new ListShape(Entity), "What not to find."),
            Shapes.Field("allow_list", Shapes.Texts, "Values that may pass; they shield what lies wholly inside them."),
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
        if (excluded is not null && SecretDetectorOptions.Read(block).Actions.Count == 0)
        {
            diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(block.Path, "exclude"), excluded.KeySpan, $"`{block.Path}` excludes everything that it would find", "exclude less, or remove the policy");
        }
    }
}
