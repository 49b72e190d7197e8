namespace Keeptrusts.Host.Records;

/// <summary>
/// Room of a budget that one start of a node may spend. All amounts only grow, so a report that arrives twice changes nothing; what is
/// outstanding is <c>granted − settled − returned</c>.
/// </summary>
internal sealed class BudgetLease
{
    public required string NodeId { get; init; }

    public required long Epoch { get; init; }

    public required string Scope { get; init; }

    public required string MemberId { get; init; }

    public required string Window { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>The hard cap under which it was granted, in nano-dollars; the largest number where there is none.</summary>
    public required long CapNano { get; init; }

    public long GrantedNano { get; set; }

    public long SettledNano { get; set; }

    public long ReturnedNano { get; set; }

    /// <summary>What its calls had reserved when the node last reported.</summary>
    public long ReservedNano { get; set; }

    /// <summary>When it ends unless renewed, by the database's clock.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Whether the node was declared dead and the rest was booked as spent.</summary>
    public bool Booked { get; set; }
}
