namespace Keeptrusts.Host.Records;

/// <summary>One start of one gateway, as the budgets see it. Times are the database's.</summary>
internal sealed class LeaseEpoch
{
    /// <summary>Unique everywhere; the gateway's journal remembers it.</summary>
    public required string Epoch { get; init; }

    /// <summary>The gateway's name, for people.</summary>
    public required string Node { get; set; }

    /// <summary>When its leases end unless it renews them.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>The longest that one of its calls may take.</summary>
    public int LongestCallSeconds { get; set; }

    /// <summary>When it was declared gone; it takes no more room.</summary>
    public DateTimeOffset? FencedAt { get; set; }

    /// <summary>When what it had left was booked as spent.</summary>
    public DateTimeOffset? BookedAt { get; set; }

    /// <summary>When its owner said what it had spent in all.</summary>
    public DateTimeOffset? ClosedAt { get; set; }
}
