using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>Bounds of money, in nano-dollars.</summary>
internal static class Money
{
    /// <summary>A cap is rounded down, so that nothing above it is ever spent.</summary>
    public static long Cap(decimal usd) => usd >= long.MaxValue / NanoDollars.PerDollar ? long.MaxValue : (long)decimal.Floor(usd * NanoDollars.PerDollar);

    /// <summary>The most that this many tokens can cost, whatever the provider's cache does.</summary>
    public static long Bound(ModelPrice price, long promptTokens, long outputTokens) => Math.Max(
        NanoDollars.Cost(price, promptTokens, outputTokens),
        NanoDollars.Cost(price, promptTokens, outputTokens, cacheWriteTokens: promptTokens));
}
