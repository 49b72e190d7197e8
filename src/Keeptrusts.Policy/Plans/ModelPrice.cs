namespace Keeptrusts.Policy.Plans;

/// <summary>Prices of one model, in US dollars.</summary>
public sealed record ModelPrice
{
    /// <summary>Per million prompt tokens.</summary>
    public required decimal InputPer1M { get; init; }

    /// <summary>Per million output tokens, reasoning tokens included.</summary>
    public required decimal OutputPer1M { get; init; }

    /// <summary>Per million prompt tokens read from the provider's cache; <see langword="null"/> = <see cref="InputPer1M"/>.</summary>
    public decimal? CachedInputPer1M { get; init; }

    /// <summary>Per million prompt tokens written to the provider's cache; <see langword="null"/> = <see cref="InputPer1M"/>.</summary>
    public decimal? CacheWritePer1M { get; init; }

    /// <summary>Flat fee of each request.</summary>
    public decimal PerRequest { get; init; }

    /// <summary>Prices of longer prompts, by rising threshold; empty where length does not matter.</summary>
    public IReadOnlyList<PriceTier> Tiers { get; init; } = [];
}
