namespace Keeptrusts.Policy.Plans;

/// <summary>Prices of a long prompt, in US dollars per million tokens; they hold for the whole call.</summary>
public sealed record PriceTier
{
    /// <summary>The tier holds for prompts of more tokens than this.</summary>
    public required long AboveInputTokens { get; init; }

    /// <summary>Prompt tokens.</summary>
    public required decimal InputPer1M { get; init; }

    /// <summary>Output tokens.</summary>
    public required decimal OutputPer1M { get; init; }

    /// <summary>Prompt tokens read from the provider's cache; <see langword="null"/> = <see cref="InputPer1M"/>.</summary>
    public decimal? CachedInputPer1M { get; init; }

    /// <summary>Prompt tokens written to the provider's cache; <see langword="null"/> = <see cref="InputPer1M"/>.</summary>
    public decimal? CacheWritePer1M { get; init; }
}
