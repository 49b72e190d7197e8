using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>A refused or failed call, as a value: what the caller gets and what the event says.</summary>
internal sealed record Refusal
{
    /// <summary>HTTP status, while none has been sent.</summary>
    public required int Status { get; init; }

    /// <summary>The error's <c>type</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The error's <c>code</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What is wrong and what to do. Never holds content or keys.</summary>
    public required string Message { get; init; }

    /// <summary>The error's <c>param</c>.</summary>
    public string? Param { get; init; }

    /// <summary>The policy that refused, if one did.</summary>
    public string? Policy { get; init; }

    /// <summary>That policy's reason.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>Id of the escalation, where a human has to decide.</summary>
    public string? EscalationId { get; init; }

    /// <summary>Where that escalation stands: <c>pending</c>, <c>denied</c>, <c>used</c>, <c>expired</c> or <c>unavailable</c>.</summary>
    public string? EscalationStatus { get; init; }

    /// <summary>The budget that refused, if one did.</summary>
    public BudgetFacts? Budget { get; init; }

    /// <summary>Whether trying again may help; otherwise the answer carries <c>x-should-retry: false</c>.</summary>
    public bool Retryable { get; init; }

    /// <summary>Seconds to wait, sent only where it is at most 30 (some clients sleep whatever they are told).</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>What kind of failure of a provider this is; <see cref="FallbackTriggers.None"/>: none that another attempt would help against.</summary>
    public FallbackTriggers Trouble { get; init; }

    /// <summary>Whether the provider was not sent the call, and so is owed nothing.</summary>
    public bool Unsent { get; init; }

    /// <summary>How the exchange ended, for the event.</summary>
    public string Outcome { get; init; } = Outcomes.Refused;
}
