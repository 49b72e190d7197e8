namespace Keeptrusts.Host.Records;

/// <summary>
/// Room of a budget that one start of a node may spend under one cap. Amounts are in nano-dollars and only grow, so a report that arrives twice changes
/// nothing; what is outstanding is <c>granted − settled − returned</c>.
/// </summary>
internal sealed class BudgetLease
{
    /// <summary>The start of the node; see <see cref="LeaseEpoch"/>.</summary>
    public required string Epoch { get; init; }

    public required string Scope { get; init; }

    public required string MemberId { get; init; }

    public required string Window { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>The hard cap under which it was granted; the largest number where there is none, and then <c>granted</c> follows what is reported.</summary>
    public required long CapNano { get; init; }

    public long GrantedNano { get; set; }

    public long SettledNano { get; set; }

    public long ReturnedNano { get; set; }

    /// <summary>What its calls had reserved when the node last reported.</summary>
    public long ReservedNano { get; set; }

    public long OverrunNano { get; set; }

    /// <summary>Part of <c>settled</c> that was booked for a node that vanished, until it comes back and says what it was.</summary>
    public long BookedNano { get; set; }

    /// <summary>Number of the node's lost wishes; one with a lower number is too late.</summary>
    public int Sequence { get; set; }

    /// <summary>The last recall that the node answered.</summary>
    public long Recall { get; set; }
}
