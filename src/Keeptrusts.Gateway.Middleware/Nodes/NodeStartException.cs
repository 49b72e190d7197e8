namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>The gateway cannot start as a node; the message says why, and what to do.</summary>
internal sealed class NodeStartException(string message) : InvalidOperationException(message)
{
    /// <summary>Whether a control plane answered, and does not let this node in.</summary>
    public bool IsRefused { get; init; }
}
