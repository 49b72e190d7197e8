namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>Room that one call waits for.</summary>
/// <param name="Account">The budget.</param>
/// <param name="Cap">The cap it is asked under.</param>
/// <param name="Nano">What the call needs in all, in nano-dollars.</param>
internal readonly record struct LeaseWish(BudgetAccount Account, long? Cap, long Nano);
