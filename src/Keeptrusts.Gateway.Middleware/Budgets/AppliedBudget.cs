using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>A budget that counts for a call.</summary>
/// <param name="Rule">What was written.</param>
/// <param name="Account">Where it counts, in the window in which the call was admitted.</param>
/// <param name="Cap">Its hard cap in nano-dollars; <see langword="null"/>: none.</param>
internal readonly record struct AppliedBudget(BudgetRule Rule, BudgetAccount Account, long? Cap);
