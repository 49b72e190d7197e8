using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>What an event is made of.</summary>
internal sealed record EventFacts
{
    public required CallRecord Record { get; init; }

    public required KeyRecord Key { get; init; }

    public required string Outcome { get; init; }

    public required int Status { get; init; }

    public string? ErrorCode { get; init; }

    public string? EscalationId { get; init; }

    public string? ConfigVersion { get; init; }

    public string? Provider { get; init; }

    public UsageTrace? Usage { get; init; }

    public decimal CostUsd { get; init; }

    public decimal OverrunUsd { get; init; }

    public ContentTrace? Content { get; init; }

    public int? RetentionDays { get; init; }

    public JournalEntry? Settlement { get; init; }
}
