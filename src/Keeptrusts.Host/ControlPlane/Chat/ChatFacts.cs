using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>What the gateway recorded of a call.</summary>
public sealed record ChatFacts
{
    /// <summary>The final verdict, in lower case.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why.</summary>
    public required string ReasonCode { get; init; }

    /// <summary>How the call ended, such as <c>failed</c>; <see langword="null"/> in conversations of before this was kept.</summary>
    public string? Outcome { get; init; }

    /// <summary>The HTTP status of the answer.</summary>
    public int Status { get; init; }

    /// <summary>The escalation that waits for a human.</summary>
    public string? EscalationId { get; init; }

    /// <summary>The target that answered.</summary>
    public string? Provider { get; init; }

    /// <summary>The configuration that governed, <c>name@version</c>.</summary>
    public string? Configuration { get; init; }

    /// <summary>Tokens of the prompt.</summary>
    public int InputTokens { get; init; }

    /// <summary>Tokens of the answer.</summary>
    public int OutputTokens { get; init; }

    /// <summary>What was paid, in US dollars.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>Time in the gateway, in milliseconds.</summary>
    public double GatewayMs { get; init; }

    /// <summary>Time spent waiting for the provider, in milliseconds.</summary>
    public double UpstreamMs { get; init; }

    /// <summary>Time to the first token, in milliseconds.</summary>
    public double? FirstTokenMs { get; init; }

    /// <summary>The policies that had something to say.</summary>
    public IReadOnlyList<ChatPolicy> Policies { get; init; } = [];

    /// <summary>The facts in an event.</summary>
    /// <param name="call">The event.</param>
    /// <param name="question">Number of the message in the request that is the question.</param>
    /// <param name="passages">Number of the message with the passages; none: -1.</param>
    internal static ChatFacts Of(CallEvent call, int question, int passages) => new()
    {
        Verdict = call.Verdict,
        ReasonCode = call.ReasonCode,
        Outcome = call.Outcome,
        Status = call.Status,
        EscalationId = call.EscalationId,
        Provider = call.Provider,
        Configuration = call.ConfigVersion,
        InputTokens = call.Usage?.Prompt ?? 0,
        OutputTokens = call.Usage?.Completion ?? 0,
        CostUsd = call.CostUsd,
        GatewayMs = call.Latency.Gateway,
        UpstreamMs = call.Latency.Upstream,
        FirstTokenMs = call.Latency.Ttft,
        Policies = [.. call.PolicyResults.Where(p => p is { Skipped: false } && (p.Verdict != "allow" || p.Findings.Count > 0 || p.Error is not null)).Select(p => ChatPolicy.Of(p, question, passages))],
    };
}
