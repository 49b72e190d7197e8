using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.AgentFirewall;

/// <content>Block → tool policy.</content>
internal sealed partial class AgentFirewallKind
{
    internal override PolicyUnit Compile(PolicyBlock block) => new()
    {
        Protects = true,
        ReasonCode = ReasonCodes.ToolDenied,
        Tools = new ToolGuard
        {
            Allowed = block.Node.Has("allowed_tools") ? block.Node.Texts("allowed_tools") : null,
            Blocked = block.Node.Texts("blocked_tools"),
            Rules = [.. (block.Node.List("argument_rules")?.Items ?? []).OfType<MapNode>().Select(Compile)],
            MaxActions = block.Node.Whole("max_actions_per_session"),
            FreeActions = block.Node.Whole("require_approval_above"),
        },
    };

    private static ArgumentRule Compile(MapNode rule) => new()
    {
        Tool = rule.Text("tool")!,
        Path = JsonPath.Parse(rule.Text("path")!).Path!,
        Pattern = rule.Text("pattern") is { } pattern ? new ExactPattern(PatternReader.Read(pattern).Node!) : null,
        Min = rule.Map("range")?.Number("min"),
        Max = rule.Map("range")?.Number("max"),
        Values = rule.Has("enum") ? rule.Texts("enum") : null,
        Required = rule.Flag("required") ?? true,
        OnViolation = rule.Text("on_violation") == "escalate" ? Verdict.Escalate : Verdict.Block,
    };
}
