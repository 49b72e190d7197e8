using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Selectors;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds;

/// <summary>One policy of the chain, compiled: what it does wherever it applies. Exactly one of its parts is filled.</summary>
internal sealed record PolicyUnit
{
    public string Name { get; init; } = "";

    public string Kind { get; init; } = "";

    public string ReasonCode { get; init; } = ReasonCodes.AllPoliciesPassed;

    public IReadOnlyList<PolicyPhase> Phases { get; init; } = [];

    /// <summary>Whether it redacts, blocks or escalates: then a fact that a selector misses counts against the call.</summary>
    public bool Protects { get; init; }

    public bool Shadow { get; init; }

    public bool Buffered { get; init; }

    public string? Message { get; init; }

    public PolicyScope? Scope { get; init; }

    /// <summary>What a span policy looks for.</summary>
    public IReadOnlyList<SpanRule> Rules { get; init; } = [];

    public ModelRule? Models { get; init; }

    public IReadOnlyList<BudgetRule> Budgets { get; init; } = [];

    public AuditRule? Audit { get; init; }
}
