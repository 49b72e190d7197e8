using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Nodes.Links;

namespace Keeptrusts.Host.Runtime.Links;

/// <summary>Budgets that gateways share, over the link.</summary>
internal sealed class LinkBudgets(ControlLink link) : IBudgetAuthority
{
    public Task<LeaseReply> ExchangeAsync(LeaseRequest request, CancellationToken cancellationToken) =>
        link.AskAsync(LinkOps.Leases, request, LinkJson.Default.LeaseRequest, LinkJson.Default.LeaseReply, cancellationToken);
}
