namespace Keeptrusts.Host.Records;

/// <summary>One start of one gateway process: what leases and journals belong to.</summary>
internal sealed class NodeSession
{
    /// <summary>The node: the identity that a data folder keeps over restarts.</summary>
    public required string NodeId { get; init; }

    /// <summary>Counts the starts of the node; only the newest may take and spend leases.</summary>
    public required long Epoch { get; init; }

    public required string Gateway { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was heard of last, by the database's clock.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>The last time of the database that the node itself is known to have heard.</summary>
    public required DateTimeOffset HeardAt { get; set; }

    /// <summary>The part of every rate limit, in millionths, that is kept for it while it cannot be reached.</summary>
    public int StandingMillionths { get; set; }

    /// <summary>Its newest exchange; an older one that arrives late changes nothing.</summary>
    public long Exchange { get; set; }

    /// <summary>When it ended, or was declared dead.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Where it listens, for people.</summary>
    public string? Address { get; set; }

    public string? Version { get; set; }

    /// <summary>What its calls have found out about targets, as JSON.</summary>
    public string? Targets { get; set; }
}
