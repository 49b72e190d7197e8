using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Tests.Budgets.Cluster;

/// <summary>One attempt in the independent book.</summary>
internal sealed class ClusterAttempt
{
    public required string Id { get; init; }

    public required int Node { get; init; }

    public required long Nano { get; init; }

    public required BudgetKey[] Budgets { get; init; }

    public bool Open { get; set; } = true;

    /// <summary>The least and the most that it counts; different where a crash may have lost its end.</summary>
    public long Least { get; set; }

    public long Most { get; set; }
}
