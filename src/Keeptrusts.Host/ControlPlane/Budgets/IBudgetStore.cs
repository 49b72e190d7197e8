using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>Where caps are kept. A change and its audit entry are one transaction.</summary>
internal interface IBudgetStore
{
    Task<IReadOnlyList<Budget>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Sets a cap, in place of the one that was there.</summary>
    Task PutAsync(Budget budget, AuditEntry audit, CancellationToken cancellationToken);

    Task RemoveAsync(Budget budget, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Opens a budget again that overruns closed, in every window.</summary>
    /// <returns>Whether one was closed.</returns>
    Task<bool> ClearOverrunAsync(BudgetScope scope, string member, BudgetWindow window, AuditEntry audit, CancellationToken cancellationToken);
}
