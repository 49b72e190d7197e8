namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>What a gateway tells the authority over its budgets. All counters only grow, so a request may come twice, or late.</summary>
public sealed record LeaseRequest
{
    /// <summary>The gateway's epoch: one start of one gateway. Unique everywhere.</summary>
    public required string Epoch { get; init; }

    /// <summary>The gateway's name, for people.</summary>
    public required string Node { get; init; }

    /// <summary>Whether the epoch is over: <see cref="PoolReport.Settled"/> is final, and all that was granted beside it is free again.</summary>
    public bool Closing { get; init; }

    /// <summary>How long the authority may wait for other gateways to return idle room where there is none, in milliseconds. 0 = not at all.</summary>
    public int PatienceMs { get; init; }

    /// <summary>The longest that one of this gateway's calls may take, in seconds: so long may money still be spent after the lease has run out.</summary>
    public int LongestCallSeconds { get; init; }

    /// <summary>The pools that have changed or want something.</summary>
    public IReadOnlyList<PoolReport> Pools { get; init; } = [];
}
