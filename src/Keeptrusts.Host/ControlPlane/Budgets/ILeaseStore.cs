using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>The database's book of budgets and leases. Each method is one transaction, safe from any number of control planes.</summary>
internal interface ILeaseStore
{
    /// <summary>Takes reports and grants room.</summary>
    Task<LeaseReply> ExchangeAsync(LeaseRequest request, CancellationToken cancellationToken);

    /// <summary>Notes that an epoch found no room, so that others return what is idle.</summary>
    /// <returns>The recall's number.</returns>
    Task<long> RecallAsync(BudgetKey budget, string epoch, CancellationToken cancellationToken);

    /// <summary>Whether another epoch may still have idle room of a budget: it holds some, and has not answered the last recall.</summary>
    Task<bool> OthersMayReturnAsync(BudgetKey budget, string epoch, CancellationToken cancellationToken);

    /// <summary>Fences epochs that were not renewed, and books what they had as spent once none of their calls can run any more.</summary>
    /// <returns>Names of the gateways that were declared gone.</returns>
    Task<IReadOnlyList<string>> SweepAsync(CancellationToken cancellationToken);

    /// <summary>How budgets stand in the windows that now are, in the same order.</summary>
    Task<IReadOnlyList<BudgetStanding>> ReadAsync(IReadOnlyList<(BudgetScope Scope, string Member, BudgetWindow Window)> budgets, CancellationToken cancellationToken);

    /// <summary>How a budget stands in the window that now is.</summary>
    Task<BudgetStanding> ReadAsync(BudgetScope scope, string member, BudgetWindow window, CancellationToken cancellationToken);
}
