using System.Globalization;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>Where a call stands with its rate limits, as OpenAI's headers say it. Of several limits of one meter, the one that refuses, else the one nearest to its end.</summary>
internal static class RateLimitHeaders
{
    private static readonly (string Meter, string Limit, string Remaining, string Reset)[] Meters =
    [
        ("requests", "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
        ("tokens", "x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
    ];

    public static void Add(List<KeyValuePair<string, string>> headers, IReadOnlyList<RateLimitState> limits)
    {
        if (limits.Count == 0)
        {
            return;
        }

        foreach (var (meter, limit, remaining, reset) in Meters)
        {
            if (limits.Where(state => state.Meter == meter).MinBy(state => (!state.Exceeded, state.Remaining)) is { } nearest)
            {
                headers.Add(new(limit, nearest.Limit.ToString(CultureInfo.InvariantCulture)));
                headers.Add(new(remaining, Math.Max(0, nearest.Remaining).ToString(CultureInfo.InvariantCulture)));
                headers.Add(new(reset, Duration(nearest.ResetsIn)));
            }
        }
    }

    /// <summary>A time as OpenAI writes it, in whole seconds, rounded up: <c>1s</c>, <c>6m0s</c>, <c>24h0m0s</c>.</summary>
    public static string Duration(TimeSpan time)
    {
        var seconds = (long)Math.Ceiling(Math.Max(0, time.TotalSeconds));
        return seconds >= 3600 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}h{seconds / 60 % 60}m{seconds % 60}s")
            : seconds >= 60 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}m{seconds % 60}s")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds}s");
    }
}
