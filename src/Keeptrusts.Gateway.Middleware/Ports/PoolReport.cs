namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>
/// One pool of a gateway: what it was granted of a budget under one cap. Amounts in nano-dollars, counted since the epoch began.
/// Outstanding is what was granted and neither settled nor returned.
/// </summary>
public sealed record PoolReport
{
    /// <summary>The budget.</summary>
    public required BudgetKey Budget { get; init; }

    /// <summary>The cap that room is asked under; <see cref="long.MaxValue"/> where calls have none: such a pool spends without asking and only reports.</summary>
    public required long CapNano { get; init; }

    /// <summary>Settled so far.</summary>
    public long Settled { get; init; }

    /// <summary>Returned so far.</summary>
    public long Returned { get; init; }

    /// <summary>Held by calls that run now.</summary>
    public long Reserved { get; init; }

    /// <summary>Usage above holds so far; no part of <see cref="Settled"/>.</summary>
    public long Overrun { get; init; }

    /// <summary>
    /// Grows when a wish was lost on the way or denied, so that a copy which arrives late is not granted any more: nobody would use that room. A report
    /// with a lower number than another of this pool grants nothing.
    /// </summary>
    public int Sequence { get; init; }

    /// <summary>Number of the last recall that was answered with what was idle.</summary>
    public long Recall { get; init; }

    /// <summary>Grants wished in all since the epoch began, at the least; less than that is no use. 0 = nothing wished.</summary>
    public long NeedGranted { get; init; }

    /// <summary>Grants wished in all, if there is room.</summary>
    public long WantGranted { get; init; }
}
