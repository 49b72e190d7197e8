namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>The authority's answer.</summary>
public sealed record LeaseReply
{
    /// <summary>The authority's time, by which windows begin and end.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Seconds from the sending of the request during which the gateway may spend what it was granted.</summary>
    public int ValidForSeconds { get; init; }

    /// <summary>Whether this epoch is over, because it was closed or not renewed in time. The gateway begins another and closes this one when its calls have ended.</summary>
    public bool Fenced { get; init; }

    /// <summary>One for each pool of the request, in its order; empty where fenced or closing.</summary>
    public IReadOnlyList<PoolGrant> Pools { get; init; } = [];
}
