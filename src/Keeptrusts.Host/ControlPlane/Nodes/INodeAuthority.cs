using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Nodes;

/// <summary>Where nodes are known, and shares of limits are given out: the database, or the way to it.</summary>
internal interface INodeAuthority
{
    /// <summary>Begins a session of a node, and ends those that it had.</summary>
    Task<NodeSession> BeginAsync(NodeFacts facts, CancellationToken cancellationToken);

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
