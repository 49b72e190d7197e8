using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Nodes;

/// <summary>Which nodes there are.</summary>
internal interface INodeSessions
{
    /// <summary>The sessions that have not ended, by node.</summary>
    Task<IReadOnlyList<NodeSession>> LiveAsync(CancellationToken cancellationToken);
}
