using Keeptrusts.Gateway.Middleware.Nodes.Snapshots;

namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>What the gateway's settings take from its control plane, once that has said it. Settings are made before.</summary>
internal sealed class NodeGround
{
    private NodeMemory? _memory;

    /// <summary>The deployment environment of the gateway that this node serves as.</summary>
    public string? Environment => _memory?.Now?.Gateway.Environment;

    public void Serve(NodeMemory memory) => _memory = memory;
}
