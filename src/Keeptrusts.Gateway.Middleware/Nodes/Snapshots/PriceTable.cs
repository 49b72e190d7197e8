using System.Collections.Frozen;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Nodes.Snapshots;

/// <summary>The organisation's prices, by target or provider and by model; neither minds case.</summary>
#pragma warning disable CA1852 // The control plane derives its own, which knows more of what stands in it.
internal class PriceTable : IPriceSource
#pragma warning restore CA1852
{
    private volatile FrozenDictionary<string, FrozenDictionary<string, ModelPrice>> _prices = FrozenDictionary<string, FrozenDictionary<string, ModelPrice>>.Empty;

    /// <summary>Takes over the prices of the control plane.</summary>
    public void Load(IEnumerable<NodePrice> prices) => _prices = prices
        .GroupBy(price => price.Provider, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(
            provider => provider.Key,
            provider => provider.ToFrozenDictionary(price => price.Model, price => price.Price, StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);

    public ModelPrice? Find(TargetPlan target, string model) => _prices.Count == 0 ? null : Find(target.Id, model) ?? Find(target.Provider, model);

    /// <summary>Whether the organisation has set a price, for the target or its provider.</summary>
    public bool Has(string target, string provider, string model) => Find(target, model) is not null || Find(provider, model) is not null;

    private ModelPrice? Find(string provider, string model) => _prices.TryGetValue(provider, out var models) ? models.GetValueOrDefault(model) : null;
}
