using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds;

/// <summary>What follows from <c>action</c>.</summary>
internal static class Actions
{
    /// <summary>The verdict of a judging policy; block where the block names no action.</summary>
    public static Verdict Verdict(PolicyBlock block) => block.Action switch
    {
        "warn" => Verdicts.Verdict.Warn,
        "escalate" => Verdicts.Verdict.Escalate,
        _ => Verdicts.Verdict.Block,
    };
}
