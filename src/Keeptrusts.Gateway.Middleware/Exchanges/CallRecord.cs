using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>The facts that a call gathers for accounting and audit. Only the pipeline and the two exchanges write here; no step reads it to decide.</summary>
internal sealed class CallRecord(InboundCall call)
{
    private readonly List<PolicyResult> _policies = [];
    private readonly List<StepTrace> _steps = new(10);
    private List<AttemptTrace>? _attempts;

    public InboundCall Call { get; } = call;

    /// <summary>The call as its policies see it, from the moment that one may take something from it: settling ends it.</summary>
    public PolicyCall? PolicyCall { get; set; }

    public IReadOnlyList<PolicyResult> Policies => _policies;

    public IReadOnlyList<StepTrace> Steps => _steps;

    /// <summary>Attempts at providers that are worth telling; <see langword="null"/>: none.</summary>
    public IReadOnlyList<AttemptTrace>? Attempts => _attempts;

    public Verdict Verdict { get; private set; } = Verdict.Allow;

    public string ReasonCode { get; private set; } = ReasonCodes.AllPoliciesPassed;

    public bool Stream { get; set; }

    public string? Model { get; set; }

    /// <summary>For whom the call acts; the key's owner, unless the key may act on behalf of others and named one.</summary>
    public string? User { get; set; }

    /// <summary>What the provider said was used; <see langword="null"/> until it does.</summary>
    public UsageTrace? Usage { get; set; }

    public string? FinishReason { get; set; }

    /// <summary>Time spent waiting for the provider.</summary>
    public TimeSpan Upstream { get; set; }

    /// <summary>Time spent waiting for a caller who was slow to take a stream.</summary>
    public TimeSpan Caller { get; set; }

    public TimeSpan? FirstToken { get; set; }

    /// <summary>Most characters of a stream's text that waited at a time.</summary>
    public int MostHeld { get; set; }

    /// <summary>The escalation that decided about the call, whichever way.</summary>
    public string? EscalationId { get; set; }

    public IReadOnlyList<string> Uninspected { get; set; } = [];

    /// <summary>Hears of each decision; <see langword="null"/> where nobody listens.</summary>
    public Action<PhaseOutcome>? Judged { get; set; }

    public void Take(PhaseOutcome outcome)
    {
        Judged?.Invoke(outcome);
        _policies.AddRange(outcome.Policies);
        if (outcome.Verdict > Verdict)
        {
            Verdict = outcome.Verdict;
            ReasonCode = outcome.ReasonCode;
        }
    }

    public void Tried(AttemptTrace attempt) => (_attempts ??= []).Add(attempt);

    public void Took(string step, TimeSpan time) => _steps.Add(new(step, Math.Round(time.TotalMilliseconds, 4)));
}
