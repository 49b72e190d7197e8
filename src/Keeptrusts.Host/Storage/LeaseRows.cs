namespace Keeptrusts.Host.Storage;

/// <summary>A row of <c>ledger_accounts</c> while it is worked on; amounts in nano-dollars.</summary>
internal sealed record AccountRow(long Settled, long Outstanding, long Overrun, long Cleared, long Recall, string? RecallBy)
{
    public bool Blocked => Overrun > Cleared;
}

/// <summary>A row of <c>budget_leases</c> while it is worked on; amounts in nano-dollars.</summary>
internal sealed record LeaseRow(long Granted, long Settled, long Returned, long Reserved, long Overrun, long Booked, int Sequence, long Recall)
{
    public static LeaseRow None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0);

    public long Outstanding => Granted - Settled - Returned;
}

/// <summary>A row of <c>lease_epochs</c> while it is worked on.</summary>
internal sealed record EpochRow(string Node, DateTimeOffset ExpiresAt, int LongestCallSeconds, DateTimeOffset? FencedAt, DateTimeOffset? BookedAt, DateTimeOffset? ClosedAt);
