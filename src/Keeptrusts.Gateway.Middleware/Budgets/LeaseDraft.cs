using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>A request to the authority, and what it is about.</summary>
/// <param name="Epoch">The epoch that speaks.</param>
/// <param name="Request">The request.</param>
/// <param name="Pools">The pools of the request, in its order.</param>
/// <param name="Returns">What each of them gives back with it.</param>
internal sealed record LeaseDraft(BudgetEpoch Epoch, LeaseRequest Request, IReadOnlyList<BudgetPool> Pools, IReadOnlyList<long> Returns);
