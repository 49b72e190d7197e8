using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>What a model costs at a target: by the document, else by the host, else by the built-in table.</summary>
internal sealed class TargetPrices(IPriceSource? host)
{
    /// <returns>The price; <see langword="null"/> where none is known.</returns>
    public ModelPrice? Of(TargetPlan target, string model) =>
        target.Pricing.TryGetValue(model, out var own) ? own : host?.Find(target, model) ?? PriceTable.Find(target.Provider, model);
}
