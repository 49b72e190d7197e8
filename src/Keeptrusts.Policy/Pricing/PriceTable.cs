using System.Collections.Concurrent;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Policy.Pricing;

/// <summary>
/// Prices that are known without being told. Facts: pydantic/genai-prices (MIT), commit 47df840a, 2026-08-21. Text tokens only.
/// Where a price changes by date the latest known counts, where it changes by time of day the dearest.
/// </summary>
public static class PriceTable
{
    private const string Echo = "echo";

    // Callers choose model names, so what is remembered is bounded.
    private const int MostKnown = 1024;

    private static readonly Lazy<IReadOnlyList<ProviderPrices>> Providers = new(PriceTableReader.Read);
    private static readonly ConcurrentDictionary<(string Provider, string Model), ModelPrice?> Known = new();
    private static readonly ModelPrice Free = new() { InputPer1M = 0, OutputPer1M = 0 };

    /// <summary>Finds the price of a model.</summary>
    /// <param name="provider">
    /// The target's provider. One that the table knows (<c>openai</c>, <c>anthropic</c>, <c>groq</c>, …) is asked for its own price; any other, such as
    /// <c>openai-compatible</c>, for that of the vendor whose models are named so. <c>echo</c> is free.
    /// </param>
    /// <param name="model">The upstream model's name, in any case.</param>
    /// <returns>The price, or <see langword="null"/> for a model that the table does not know.</returns>
    public static ModelPrice? Find(string provider, string model)
    {
        if (provider == Echo)
        {
            return Free;
        }

        if (!Known.TryGetValue((provider, model), out var price))
        {
            price = Search(provider, model);
            if (Known.Count < MostKnown)
            {
                Known[(provider, model)] = price;
            }
        }

        return price;
    }

    /// <summary>Finds the price of a model at a target: the document's own prices go before the table.</summary>
    /// <param name="provider">The target's provider.</param>
    /// <param name="pricing">The target's own prices, by model.</param>
    /// <param name="model">The upstream model's name.</param>
    /// <returns>The price, or <see langword="null"/> for an unpriced model.</returns>
    public static ModelPrice? Find(string provider, IReadOnlyDictionary<string, ModelPrice> pricing, string model) =>
        pricing.TryGetValue(model, out var own) ? own : Find(provider, model);

    /// <summary>The models that a provider's price list names in full; those that it only describes by a pattern are not among them.</summary>
    /// <param name="provider">The target's provider.</param>
    /// <returns>Model names in the table's order; empty for a provider that the table does not know.</returns>
    public static IReadOnlyList<string> Models(string provider) =>
        Providers.Value.FirstOrDefault(candidate => candidate.Id == provider)?.Models ?? [];

    private static ModelPrice? Search(string provider, string model)
    {
        foreach (var candidate in Providers.Value)
        {
            if (candidate.Id == provider)
            {
                return candidate.Find(model);
            }
        }

        foreach (var candidate in Providers.Value)
        {
            if (candidate.Owns(model) && candidate.Find(model) is { } price)
            {
                return price;
            }
        }

        return null;
    }
}
