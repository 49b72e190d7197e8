namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>What a gateway has of a budget under one cap, and how the budget stands everywhere. Amounts in nano-dollars.</summary>
public sealed record PoolGrant
{
    /// <summary>The budget.</summary>
    public required BudgetKey Budget { get; init; }

    /// <summary>The cap.</summary>
    public required long CapNano { get; init; }

    /// <summary>Granted to this gateway since its epoch began.</summary>
    public long Granted { get; init; }

    /// <summary>Settled by all gateways.</summary>
    public long AccountSettled { get; init; }

    /// <summary>Granted to all gateways, and neither settled nor returned.</summary>
    public long AccountOutstanding { get; init; }

    /// <summary>Whether an overrun closed the budget until its window ends or somebody clears it.</summary>
    public bool Blocked { get; init; }

    /// <summary>
    /// Number of the last recall by another gateway, which has no room: whoever has not answered it returns what is idle. 0 = none.
    /// </summary>
    public long Recall { get; init; }
}
