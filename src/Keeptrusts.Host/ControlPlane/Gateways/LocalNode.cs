using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Host.ControlPlane.Gateways;

/// <summary>The gateway of this process, seen from its control plane.</summary>
internal sealed class LocalNode(string nodeId)
{
    public string NodeId => nodeId;

    /// <summary>What it knows of its targets, once it is up.</summary>
    public ITargetHealth? Health { get; set; }
}
