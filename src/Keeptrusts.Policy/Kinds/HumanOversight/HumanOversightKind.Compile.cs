using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.HumanOversight;

/// <content>Block → text and tool policy.</content>
internal sealed partial class HumanOversightKind
{
    internal override PolicyUnit Compile(PolicyBlock block)
    {
        var conditions = block.Node.Map("require_human_for") ?? MapNode.Empty;
        var judge = new OversightJudge
        {
            Models = conditions.Texts("models"),
            Tools = conditions.Texts("tools"),
            Findings = conditions.Texts("findings"),
            Topics = [.. (conditions.Map("topics")?.Entries ?? []).Select(e => new Topic(e.Key, conditions.Map("topics")!.Texts(e.Key)))],
        };
        return new PolicyUnit
        {
            Protects = true,
            ReasonCode = ReasonCodes.HumanApprovalRequired,
            MayEscalate = true,
            Text = judge,
            Tools = judge,
            Approval = new ApprovalRule
            {
                Policy = block.Name,
                Assignees = block.Node.Text("assignee") is { } one ? [one] : block.Node.Texts("assignee"),
                HoldSeconds = block.Node.Whole("hold_seconds") ?? 0,
                ApprovalTtlSeconds = block.Node.Whole("approval_ttl_seconds") ?? 86_400,
            },
        };
    }
}
