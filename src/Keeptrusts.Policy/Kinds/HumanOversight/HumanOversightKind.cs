using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.HumanOversight;

/// <summary>Says which calls a human has to allow.</summary>
internal sealed partial class HumanOversightKind : PolicyKind
{
    private static readonly string[] Conditions = ["models", "tools", "topics", "findings"];

    internal override KindSchema Schema { get; } = new()
    {
        Name = "human-oversight",
        Description = "Says which calls a human has to allow.",
        Phases = [PolicyPhase.Input, PolicyPhase.Tool, PolicyPhase.Output],
        DefaultPhases = [PolicyPhase.Tool],
        NaturalAction = "escalate",
        Fields =
        [
            Shapes.Required("require_human_for", Condition(), "What needs a human: each condition by itself does."),
            Shapes.Field("assignee", new OneOrManyShape(Shapes.Text), "Who decides: users, or `managers` for those of the key's team."),
            Shapes.Field("hold_seconds", new WholeShape(0, 25), "How long a call that is no stream waits for the decision; 0: it is answered at once."),
            Shapes.Field("approval_ttl_seconds", new WholeShape(1, 31_536_000), "How long a decision counts; 86400."),
        ],
    };

    internal override void Lint(PolicyDocument document, PolicyBlock block, DiagnosticBag diagnostics)
    {
        if (block.Node.Find("require_human_for") is { Value: MapNode conditions } entry)
        {
            CheckConditions(block, conditions, entry, diagnostics);
        }

        // KT3006: an escalation that reaches nobody is a block that looks like something else.
        var asks = block.Enabled && !block.Shadow && document.Chain.Any(c => c.Name == block.Name);
        if (asks && !block.Node.Has("assignee") && !block.Node.Entries.Any(e => Nearest.Of(e.Key, ["assignee"]) is not null))
        {
            diagnostics.Error(RuleCodes.NobodyToAsk, block.Path, block.Span, $"`{block.Name}` asks for a human decision and names nobody who decides", "add `assignee: managers`, or a user");
        }
    }

    private static void CheckConditions(PolicyBlock block, MapNode conditions, MapEntry entry, DiagnosticBag diagnostics)
    {
        var path = DocumentPath.Key(block.Path, "require_human_for");
        if (conditions.Entries.Count == 0)
        {
            diagnostics.Error(RuleCodes.MissingField, path, entry.KeySpan, "`require_human_for` names no condition", $"name at least one of {string.Join(", ", Conditions)}");
        }

        // Without `phases` the policy sees tool calls alone.
        var tools = block.Phases.Count == 0 || block.Phases.Contains("tool");
        var texts = block.Phases.Contains("input") || block.Phases.Contains("output");
        foreach (var condition in conditions.Entries)
        {
            var (needs, where) = condition.Key == "tools" ? (tools, "[tool]") : condition.Key is "topics" or "findings" ? (texts, "[input, output]") : (true, "");
            if (!needs)
            {
                diagnostics.Warning(RuleCodes.Unreachable, DocumentPath.Key(path, condition.Key), condition.KeySpan, $"`{condition.Key}` is never looked at in the phases of `{block.Name}`", $"add `phases: {where}`");
            }
        }

        if (conditions.Map("topics") is { Entries.Count: 0 })
        {
            diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(path, "topics"), conditions.Find("topics")!.KeySpan, "`topics` must not be empty", "name at least one, or remove the key");
        }
    }

    private static ObjectShape Condition() => new(
    [
        Shapes.Field("models", Shapes.SomeTexts, "Globs of models: in phase tool every tool call of theirs, else every call."),
        Shapes.Field("tools", Shapes.SomeTexts, "Globs of tools that an answer calls."),
        Shapes.Field("topics", new NamedShape(Shapes.SomeTexts, KeyForm: TextForm.Name), "Topics, each with the words and phrases that show it, whole words in any case."),
        Shapes.Field("findings", Shapes.SomeTexts, "Types of findings of the other policies, such as US_SSN; `*` stands for any characters."),
    ],
    Example: "require_human_for: { tools: [delete_*] }");
}
