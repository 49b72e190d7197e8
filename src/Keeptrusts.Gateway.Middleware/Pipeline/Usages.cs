using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Tokens;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>Usage as events tell it: the provider's, or counted here where it did not say.</summary>
internal static class Usages
{
    public static UsageTrace? Of(ReplyUsage? usage) => usage is null ? null : new()
    {
        Prompt = usage.Prompt,
        Completion = usage.Completion,
        Cached = usage.Cached,
        Reasoning = usage.Reasoning,
        CacheWrite = usage.CacheWrite,
    };

    public static UsageTrace Count(Hold hold, OutputMeter meter) => new()
    {
        Prompt = PromptTokens.Count(hold.Route.Cleared.Grant.Request),
        Completion = meter.Count(),
        Estimated = true,
    };
}
