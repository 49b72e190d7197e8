namespace Keeptrusts.Gateway.Middleware.Nodes.Links;

/// <summary>The control plane's book of nodes, over the link.</summary>
internal sealed class LinkAuthority(ControlLink link) : INodeAuthority
{
    public Task<NodeStart> BeginAsync(NodeFacts facts, CancellationToken cancellationToken) =>
        link.AskAsync(LinkOps.Begin, facts, LinkJson.Default.NodeFacts, LinkJson.Default.NodeStart, cancellationToken);

    public Task<NodeReply> ExchangeAsync(NodeExchange exchange, CancellationToken cancellationToken) =>
        link.AskAsync(LinkOps.Exchange, exchange, LinkJson.Default.NodeExchange, LinkJson.Default.NodeReply, cancellationToken);

    public Task EndAsync(string nodeId, long epoch, CancellationToken cancellationToken) =>
        link.AskAsync(LinkOps.End, new(nodeId, epoch, 0, default, 0, []), LinkJson.Default.NodeExchange, LinkJson.Default.Done, cancellationToken);
}
