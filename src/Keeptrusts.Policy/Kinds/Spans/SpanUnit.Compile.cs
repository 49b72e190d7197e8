using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.Spans;

/// <summary>What span policies are compiled to.</summary>
internal static class SpanUnit
{
    public static PolicyUnit Of(string reason, IReadOnlyList<SpanRule> rules) => new()
    {
        Protects = rules.Any(r => r.Action > PolicyAction.Warn),
        MayEscalate = rules.Any(r => r.Action == PolicyAction.Escalate),
        ReasonCode = reason,
        Rules = rules,
    };
}
