using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Selectors;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds;

/// <summary>One policy of the chain, compiled: what it does wherever it applies. A kind fills the parts that it needs, mostly one.</summary>
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

    /// <summary>Whether an error of the policy blocks the call (<c>on_error</c>).</summary>
    public bool FailsClosed { get; init; } = true;

    /// <summary>Whether it may ask a human: then nothing of an answer leaves before the end.</summary>
    public bool MayEscalate { get; init; }

    /// <summary>Judges the redacted text as a whole.</summary>
    public ITextPolicy? Text { get; init; }

    /// <summary>Decides on tool calls.</summary>
    public IToolPolicy? Tools { get; init; }

    /// <summary>Decides before any text is read.</summary>
    public IAdmissionPolicy? Admission { get; init; }

    /// <summary>Says which targets may be used.</summary>
    public IRoutingPolicy? Routing { get; init; }

    /// <summary>What a span policy looks for.</summary>
    public IReadOnlyList<SpanRule> Rules { get; init; } = [];

    public ModelRule? Models { get; init; }

    public IReadOnlyList<BudgetRule> Budgets { get; init; } = [];

    public AuditRule? Audit { get; init; }
}
