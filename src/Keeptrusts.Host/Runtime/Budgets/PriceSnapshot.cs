using System.Collections.Frozen;
using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.Runtime.Budgets;

/// <summary>The organisation's prices, by target or provider and by model; neither minds case.</summary>
internal sealed class PriceSnapshot : IPriceDirectory
{
    private volatile FrozenDictionary<string, FrozenDictionary<string, ModelPrice>> _prices = FrozenDictionary<string, FrozenDictionary<string, ModelPrice>>.Empty;

    public void Load(IEnumerable<PriceOverride> prices) => _prices = prices
        .GroupBy(price => price.Provider, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(
            provider => provider.Key,
            provider => provider.ToFrozenDictionary(
                price => price.Model, price => JsonSerializer.Deserialize(price.Json, ControlJson.Default.PriceView)!.ToPrice(), StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);

    public ModelPrice? Find(TargetPlan target, string model) => _prices.Count == 0 ? null : Find(target.Id, model) ?? Find(target.Provider, model);

    public bool Has(string target, string provider, string model) => Find(target, model) is not null || Find(provider, model) is not null;

    private ModelPrice? Find(string provider, string model) => _prices.TryGetValue(provider, out var models) ? models.GetValueOrDefault(model) : null;
}
