using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Telemetry;

/// <summary>What telemetry says of a call beside its record: names that documents and keys give, and numbers.</summary>
internal sealed record CallFacts
{
    public required string Outcome { get; init; }

    public required int Status { get; init; }

    public string? ErrorCode { get; init; }

    public string? Team { get; init; }

    public string? Configuration { get; init; }

    /// <summary>The target's id; <see langword="null"/> where none was asked.</summary>
    public string? Target { get; init; }

    /// <summary>The target's provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The model that the target was sent; <see langword="null"/> where its name is content, or no target was asked.</summary>
    public string? Model { get; init; }

    public Uri? Address { get; init; }

    public UsageTrace? Usage { get; init; }

    public decimal CostUsd { get; init; }

    public decimal OverrunUsd { get; init; }

    /// <summary>Whether money was reserved; <see langword="null"/>: nobody asked for it.</summary>
    public bool? Reserved { get; init; }

    /// <summary>Attempts at providers.</summary>
    public int Attempts { get; init; }

    public required TimeSpan Total { get; init; }
}
