using System.Text.Json.Serialization;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A model's price, with the fields of a target's <c>pricing</c>. Body of <c>PUT /v1/prices</c>, and how the API lists it.</summary>
/// <param name="Provider">The provider's name, such as <c>openai</c>, or a target's id.</param>
/// <param name="Model">The upstream model's name.</param>
/// <param name="InputPer1mUsd">Per million prompt tokens.</param>
/// <param name="OutputPer1mUsd">Per million output tokens.</param>
/// <param name="CachedInputPer1mUsd">Per million prompt tokens read from the cache.</param>
/// <param name="CacheWritePer1mUsd">Per million prompt tokens written to the cache.</param>
/// <param name="PerRequestUsd">Fee of each request.</param>
/// <param name="Tiers">Prices of longer prompts, by rising threshold.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PriceView(
    string? Provider,
    string? Model,
    [property: JsonPropertyName("input_per_1m_usd")] decimal? InputPer1mUsd,
    [property: JsonPropertyName("output_per_1m_usd")] decimal? OutputPer1mUsd,
    [property: JsonPropertyName("cached_input_per_1m_usd")] decimal? CachedInputPer1mUsd = null,
    [property: JsonPropertyName("cache_write_per_1m_usd")] decimal? CacheWritePer1mUsd = null,
    [property: JsonPropertyName("per_request_usd")] decimal? PerRequestUsd = null,
    IReadOnlyList<PriceTierView>? Tiers = null)
{
    public ModelPrice ToPrice() => new()
    {
        InputPer1M = InputPer1mUsd ?? 0,
        OutputPer1M = OutputPer1mUsd ?? 0,
        CachedInputPer1M = CachedInputPer1mUsd,
        CacheWritePer1M = CacheWritePer1mUsd,
        PerRequest = PerRequestUsd ?? 0,
        Tiers = [.. (Tiers ?? []).Select(tier => tier.ToTier())],
    };
}

/// <summary>One step of a <see cref="PriceView"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PriceTierView(
    long AboveInputTokens,
    [property: JsonPropertyName("input_per_1m_usd")] decimal InputPer1mUsd,
    [property: JsonPropertyName("output_per_1m_usd")] decimal OutputPer1mUsd,
    [property: JsonPropertyName("cached_input_per_1m_usd")] decimal? CachedInputPer1mUsd = null,
    [property: JsonPropertyName("cache_write_per_1m_usd")] decimal? CacheWritePer1mUsd = null)
{
    public PriceTier ToTier() => new()
    {
        AboveInputTokens = AboveInputTokens,
        InputPer1M = InputPer1mUsd,
        OutputPer1M = OutputPer1mUsd,
        CachedInputPer1M = CachedInputPer1mUsd,
        CacheWritePer1M = CacheWritePer1mUsd,
    };
}
