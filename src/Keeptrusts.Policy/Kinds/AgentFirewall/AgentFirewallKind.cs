using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.AgentFirewall;

/// <summary>Says which tools an answer may call, how often, and with which arguments.</summary>
internal sealed partial class AgentFirewallKind : PolicyKind
{
    private static readonly string[] Checks = ["pattern", "range", "enum", "required"];

    internal override KindSchema Schema { get; } = new()
    {
        Name = "agent-firewall",
        Description = "Says which tools an answer may call, how often, and with which arguments.",
        Phases = [PolicyPhase.Tool],
        NaturalAction = "block",
        AnyOf = ["allowed_tools", "blocked_tools", "argument_rules", "max_actions_per_session", "require_approval_above"],
        Fields =
        [
            Shapes.Field("allowed_tools", Shapes.Texts, "Globs of tools that may be called; any without it, none where the list is empty."),
            Shapes.Field("blocked_tools", Shapes.SomeTexts, "Globs of tools that may not; they win over `allowed_tools`."),
            Shapes.Field("argument_rules", new ListShape(Rule(), 1), "What arguments may be; every rule for the tool must hold."),
            Shapes.Field("max_actions_per_session", new WholeShape(0), "Most tool calls: those in the request's history and those of the answer."),
            Shapes.Field("require_approval_above", new WholeShape(0), "Tool calls, counted likewise, that need no human; each further one does."),
        ],
    };

    internal override void Lint(PolicyBlock block, DiagnosticBag diagnostics)
    {
        var path = DocumentPath.Key(block.Path, "argument_rules");
        var items = block.Node.List("argument_rules")?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is MapNode rule)
            {
                CheckRule(rule, DocumentPath.Index(path, i), diagnostics);
            }
        }

        if (block.Node.Whole("require_approval_above") is { } free && block.Node.Whole("max_actions_per_session") is { } most && free >= most)
        {
            diagnostics.Warning(
                RuleCodes.NeverBinds,
                DocumentPath.Key(block.Path, "require_approval_above"),
                block.Node.Find("require_approval_above")!.Value.Span,
                $"more than {most} tool calls are refused, so nobody is ever asked",
                $"set it below {most}, or remove it");
        }
    }

    private static void CheckRule(MapNode rule, string path, DiagnosticBag diagnostics)
    {
        if (rule.Text("path") is { } written && JsonPath.Parse(written).Trouble is { } trouble)
        {
            diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(path, "path"), rule.Find("path")!.Value.Span, $"`path` is no supported JSON path: {trouble}", "write a path such as `$.amount`, `$.items[0].id` or `$.to[*]`");
        }

        if (!Checks.Any(rule.Has) && !rule.Entries.Any(e => Nearest.Of(e.Key, Checks) is not null))
        {
            diagnostics.Error(RuleCodes.MissingField, path, rule.Span, "the rule says nothing about the argument", "add `pattern`, `range`, `enum` or `required: true`");
        }

        if (rule.Map("range") is { } range)
        {
            var (min, max) = (range.Number("min"), range.Number("max"));
            if (!range.Has("min") && !range.Has("max") && range.Entries.Count == 0)
            {
                diagnostics.Error(RuleCodes.MissingField, DocumentPath.Key(path, "range"), rule.Find("range")!.KeySpan, "`range` has neither `min` nor `max`", "write `range: { max: 100 }`");
            }
            else if (min > max)
            {
                diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(path, "range"), rule.Find("range")!.Value.Span, $"`min` {range.Raw("min")} is above `max` {range.Raw("max")}, so no value fits");
            }
        }

        if (rule.Text("pattern") is { Length: > 0 } pattern && PatternReader.Read(pattern).Error is { } error)
        {
            diagnostics.Error(RuleCodes.BadPattern, DocumentPath.Key(path, "pattern"), rule.Find("pattern")!.Value.Span, $"the pattern is wrong at its character {error.Position + 1}: {error.Message}");
        }
    }

    private static ObjectShape Rule() => new(
    [
        Shapes.Required("tool", Shapes.Text, "Glob of the tools."),
        Shapes.Required("path", Shapes.Text, "Where the argument is: `$.name`, `$.list[0].id`, `$.list[*]`."),
        Shapes.Field("pattern", Shapes.Text, "What a text must match, from its first to its last character."),
        Shapes.Field("range", new ObjectShape([Shapes.Field("min", new NumberShape(null), "Lowest number."), Shapes.Field("max", new NumberShape(null), "Highest number.")]), "What a number must lie between."),
        Shapes.Field("enum", Shapes.SomeTexts, "Values of which it must be one; numbers, true and false as they stand in JSON."),
        Shapes.Field("required", Shapes.Flag, "Whether a call without the argument breaks the rule; true."),
        Shapes.Field("on_violation", Shapes.Choice("block", "escalate"), "Whether a call that breaks the rule is refused, or a human decides; `block`."),
    ],
    Example: "argument_rules: [{ tool: refund, path: $.amount, range: { max: 100 } }]");
}
