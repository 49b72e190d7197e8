using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>What a model costs at a target: the document's own price, else the built-in table's.</summary>
internal static class Prices
{
    private static readonly ModelPrice Free = new() { InputPer1M = 0, OutputPer1M = 0 };

    public static ModelPrice? Of(TargetPlan target, string model) =>
        target.Pricing.TryGetValue(model, out var written) ? written
        : target.Provider == "echo" ? Free
        : PriceTable.Find(target.Provider, model);
}
