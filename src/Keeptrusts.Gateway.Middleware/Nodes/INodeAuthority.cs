namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>Where nodes are known, and shares of limits are given out: the database, or the way to it.</summary>
internal interface INodeAuthority
{
    /// <summary>Begins a session of a node, and ends those that it had.</summary>
    Task<NodeStart> BeginAsync(NodeFacts facts, CancellationToken cancellationToken);

    /// <summary>Takes note of a node and gives it shares. The shares of all never pass a limit.</summary>
    Task<NodeReply> ExchangeAsync(NodeExchange exchange, CancellationToken cancellationToken);

    /// <summary>Ends a session: nothing of it runs any more.</summary>
    Task EndAsync(string nodeId, long epoch, CancellationToken cancellationToken);
}

/// <summary>A node, as it introduces itself.</summary>
/// <param name="NodeId">The identity that its data folder keeps.</param>
/// <param name="Gateway">The gateway that it serves as.</param>
/// <param name="Address">Where it listens, for people.</param>
/// <param name="Version">Its program's version.</param>
internal sealed record NodeFacts(string NodeId, string Gateway, string? Address, string? Version);

/// <summary>A session that has begun.</summary>
/// <param name="Epoch">Counts the starts of the node; only the newest may take and spend leases.</param>
/// <param name="At">The database's time.</param>
internal sealed record NodeStart(long Epoch, DateTimeOffset At);
