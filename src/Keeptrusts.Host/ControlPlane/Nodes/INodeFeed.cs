using Keeptrusts.Gateway.Middleware.Nodes;

namespace Keeptrusts.Host.ControlPlane.Nodes;

/// <summary>What gateway nodes need of this control plane's memory.</summary>
internal interface INodeFeed
{
    /// <summary>Ends with the next change. Take it before reading.</summary>
    Task Next { get; }

    /// <summary>All of it, as it is now.</summary>
    /// <param name="gateway">The gateway that the node serves as.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns><see langword="null"/> where there is no such gateway.</returns>
    Task<NodeSnapshot?> ReadAsync(string gateway, CancellationToken cancellationToken);
}
