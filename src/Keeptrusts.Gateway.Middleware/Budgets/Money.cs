using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>Money is whole nano-dollars (10⁻⁹ US dollars), rounded up.</summary>
internal static class Money
{
    private const decimal NanoPerUsd = 1_000_000_000m;
    private const decimal NanoPerMicroUsd = 1_000m;

    public static long FromUsd(decimal usd) => (long)decimal.Ceiling(usd * NanoPerUsd);

    /// <summary>A cap: rounded down, so that nothing above it is ever spent.</summary>
    public static long CapFromUsd(decimal usd) => (long)decimal.Floor(usd * NanoPerUsd);

    public static decimal ToUsd(long nano) => nano / NanoPerUsd;

    /// <summary>What a usage costs. A price per million tokens in dollars is a price per token in micro-dollars.</summary>
    public static long Cost(ModelPrice price, UsageTrace usage)
    {
        var cached = Math.Min(usage.Cached, usage.Prompt);
        var micro = ((usage.Prompt - cached) * price.InputPer1M)
            + (cached * (price.CachedInputPer1M ?? price.InputPer1M))
            + (usage.Completion * price.OutputPer1M);
        return (long)decimal.Ceiling((micro * NanoPerMicroUsd) + (price.PerRequest * NanoPerUsd));
    }

    /// <summary>The most that this many tokens can cost, whatever the provider's cache does.</summary>
    public static long Bound(ModelPrice price, long promptTokens, long outputTokens)
    {
        var input = Math.Max(price.InputPer1M, price.CacheWritePer1M ?? 0);
        return (long)decimal.Ceiling((((promptTokens * input) + (outputTokens * price.OutputPer1M)) * NanoPerMicroUsd) + (price.PerRequest * NanoPerUsd));
    }
}
