using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Policy.Pricing;

/// <summary>Money as whole nano-dollars (10⁻⁹ US dollars), rounded up, so that sums are exact and never too low.</summary>
public static class NanoDollars
{
    /// <summary>Nano-dollars in a dollar.</summary>
    public const long PerDollar = 1_000_000_000;

    private const long MostTokens = 1_000_000_000_000;

    // A dollar per million tokens is a thousand nano-dollars per token.
    private const decimal PerTokenOfDollarPer1M = 1000m;

    /// <summary>An amount in nano-dollars, rounded up; beyond the range of <see cref="long"/>, its largest value.</summary>
    /// <param name="dollars">US dollars.</param>
    public static long FromDollars(decimal dollars) =>
        dollars >= long.MaxValue / PerDollar ? long.MaxValue : (long)Math.Ceiling(dollars * PerDollar);

    /// <summary>An amount in US dollars, exactly.</summary>
    /// <param name="nanoDollars">Nano-dollars.</param>
    public static decimal ToDollars(long nanoDollars) => nanoDollars / (decimal)PerDollar;

    /// <summary>What a call costs.</summary>
    /// <param name="price">The model's price.</param>
    /// <param name="inputTokens">All prompt tokens, cached ones included; its size chooses the tier.</param>
    /// <param name="outputTokens">All output tokens, reasoning included.</param>
    /// <param name="cachedTokens">Those of the prompt that were read from the cache.</param>
    /// <param name="cacheWriteTokens">Those of the prompt that were written to the cache.</param>
    /// <returns>Nano-dollars, rounded up once, at the end; beyond the range of <see cref="long"/>, its largest value.</returns>
    public static long Cost(ModelPrice price, long inputTokens, long outputTokens, long cachedTokens = 0, long cacheWriteTokens = 0)
    {
        var (input, output, cached, written) = (price.InputPer1M, price.OutputPer1M, price.CachedInputPer1M, price.CacheWritePer1M);
        foreach (var tier in price.Tiers)
        {
            if (inputTokens > tier.AboveInputTokens)
            {
                (input, output, cached, written) = (tier.InputPer1M, tier.OutputPer1M, tier.CachedInputPer1M, tier.CacheWritePer1M);
            }
        }

        // A provider's numbers are not to be trusted: none may be negative or overflow the sum.
        (inputTokens, outputTokens, cachedTokens, cacheWriteTokens) = (Sane(inputTokens), Sane(outputTokens), Sane(cachedTokens), Sane(cacheWriteTokens));

        // A provider that counts more cached than prompt tokens must not lower the bill.
        var plain = Math.Max(0, inputTokens - cachedTokens - cacheWriteTokens);
        var dollarsPer1M = (plain * input) + (outputTokens * output) + (cachedTokens * (cached ?? input)) + (cacheWriteTokens * (written ?? input));
        var nano = (dollarsPer1M * PerTokenOfDollarPer1M) + (price.PerRequest * PerDollar);
        return nano >= long.MaxValue ? long.MaxValue : (long)Math.Ceiling(nano);
    }

    private static long Sane(long tokens) => Math.Min(Math.Max(0, tokens), MostTokens);
}
