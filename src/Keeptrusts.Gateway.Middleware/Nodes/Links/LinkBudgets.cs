using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Nodes.Links;

/// <summary>Budgets that gateways share, over the link.</summary>
internal sealed class LinkBudgets(ControlLink link) : IBudgetAuthority
{
    public Task<LeaseReply> ExchangeAsync(LeaseRequest request, CancellationToken cancellationToken) =>
        link.AskAsync(LinkOps.Leases, request, LinkJson.Default.LeaseRequest, LinkJson.Default.LeaseReply, cancellationToken);
}
