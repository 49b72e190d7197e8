using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Selectors;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds;

/// <summary>
/// One policy of the chain, compiled: what it does wherever it applies. A kind makes one from what judges (<see cref="Judging(ITextPolicy)"/>), from what it
/// looks for (<see cref="Finding(SpanRules, string)"/>), or from several of them (<see cref="And"/>).
/// </summary>
public sealed record PolicyUnit
{
    internal PolicyUnit()
    {
    }

    internal string Name { get; init; } = "";

    internal string Kind { get; init; } = "";

    internal string ReasonCode { get; init; } = ReasonCodes.AllPoliciesPassed;

    internal IReadOnlyList<PolicyPhase> Phases { get; init; } = [];

    /// <summary>Whether it redacts, blocks or escalates: then a fact that a selector misses counts against the call.</summary>
    internal bool Protects { get; init; }

    internal bool Shadow { get; init; }

    internal bool Buffered { get; init; }

    internal string? Message { get; init; }

    internal PolicyScope? Scope { get; init; }

    /// <summary>Whether an error of the policy blocks the call (<c>on_error</c>).</summary>
    internal bool FailsClosed { get; init; } = true;

    /// <summary>Whether it may ask a human: then nothing of an answer leaves before the end.</summary>
    internal bool MayEscalate { get; init; }

    /// <summary>Judges the redacted text as a whole.</summary>
    internal ITextPolicy? Text { get; init; }

    /// <summary>Decides on tool calls.</summary>
    internal IToolPolicy? Tools { get; init; }

    /// <summary>Decides before any text is read.</summary>
    internal IAdmissionPolicy? Admission { get; init; }

    /// <summary>Says which targets may be used.</summary>
    internal IRoutingPolicy? Routing { get; init; }

    /// <summary>What a span policy looks for.</summary>
    internal IReadOnlyList<SpanRule> Rules { get; init; } = [];

    /// <summary>Whether admission asks for the prompt's size.</summary>
    internal bool CountsInput { get; init; }

    /// <summary>Whom a human decision is asked of, and for how long.</summary>
    internal ApprovalRule? Approval { get; init; }

    internal ModelRule? Models { get; init; }

    internal IReadOnlyList<BudgetRule> Budgets { get; init; } = [];

    internal AuditRule? Audit { get; init; }

    /// <summary>A policy that judges the redacted text of its phases (input, output) as a whole.</summary>
    public static PolicyUnit Judging(ITextPolicy policy) => new() { Text = policy };

    /// <summary>A policy that decides on tool calls, in the phase <see cref="PolicyPhase.Tool"/>.</summary>
    public static PolicyUnit Judging(IToolPolicy policy) => new() { Tools = policy };

    /// <summary>A policy that decides before any text is read, in the phase <see cref="PolicyPhase.Admission"/>.</summary>
    public static PolicyUnit Judging(IAdmissionPolicy policy) => new() { Admission = policy };

    /// <summary>A policy that says which targets may be used, in the phase <see cref="PolicyPhase.Routing"/>.</summary>
    public static PolicyUnit Judging(IRoutingPolicy policy) => new() { Routing = policy };

    /// <summary>A policy that finds spans in the text of its phases (input, output), whole or streamed.</summary>
    /// <param name="rules">What it looks for, and what follows.</param>
    /// <param name="reasonCode">The reason where something is found, such as <c>ticket_detected</c>.</param>
    public static PolicyUnit Finding(SpanRules rules, string reasonCode) => new()
    {
        Rules = rules.Rules,
        ReasonCode = reasonCode,
        MayEscalate = rules.Rules.Any(r => r.Action == PolicyAction.Escalate),
    };

    /// <summary>Both: what this policy does and what another does. Where both do the same thing, the other's part counts.</summary>
    public PolicyUnit And(PolicyUnit other) => this with
    {
        Text = other.Text ?? Text,
        Tools = other.Tools ?? Tools,
        Admission = other.Admission ?? Admission,
        Routing = other.Routing ?? Routing,
        Rules = [.. Rules, .. other.Rules],
        ReasonCode = other.Rules.Count > 0 ? other.ReasonCode : ReasonCode,
        MayEscalate = MayEscalate || other.MayEscalate,
    };
}
