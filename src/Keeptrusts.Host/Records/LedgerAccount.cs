namespace Keeptrusts.Host.Records;

/// <summary>A budget in one window. Its identity does not depend on any configuration.</summary>
internal sealed class LedgerAccount
{
    /// <summary>In lower case, such as <c>team</c> or <c>user_template</c>.</summary>
    public required string Scope { get; init; }

    public required string MemberId { get; init; }

    /// <summary>In lower case.</summary>
    public required string Window { get; init; }

    /// <summary>When the window began; the Unix epoch for <c>total</c>.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>What is spent, as far as nodes have reported it, in nano-dollars.</summary>
    public long SettledNano { get; set; }

    /// <summary>What nodes have leased, and neither settled nor returned, in nano-dollars: the sum over the leases.</summary>
    public long OutstandingNano { get; set; }

    /// <summary>What was spent beyond reservations, in nano-dollars.</summary>
    public long OverrunNano { get; set; }

    /// <summary>The overrun that an admin cleared, in nano-dollars; any above it refuses the scope.</summary>
    public long ClearedNano { get; set; }

    /// <summary>Counts the recalls: nodes that see a new one return what is idle.</summary>
    public long Recall { get; set; }

    /// <summary>The epoch that found no room last.</summary>
    public string? RecallBy { get; set; }
}
