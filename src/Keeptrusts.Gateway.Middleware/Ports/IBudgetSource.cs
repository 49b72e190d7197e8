using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>Budgets that stand in no policy document. Called on every request: answer from memory, take no lock, do no I/O.</summary>
public interface IBudgetSource
{
    /// <summary>
    /// The budgets that apply to a key beside those of its document. Each has its member in <see cref="BudgetRule.Id"/>; where
    /// <see cref="BudgetRule.DefaultOutputTokens"/> is <see cref="int.MaxValue"/>, it has no say in that.
    /// </summary>
    IReadOnlyList<BudgetRule> For(KeyRecord key);
}
