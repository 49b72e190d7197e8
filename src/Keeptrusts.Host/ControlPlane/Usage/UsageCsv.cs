using System.Globalization;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.ControlPlane.Usage;

/// <summary>Usage as lines of a table.</summary>
internal static class UsageCsv
{
    private static readonly string[] Measures =
    [
        "calls", "blocked", "redacted", "warned", "escalated", "errors", "prompt_tokens", "completion_tokens", "cached_tokens", "reasoning_tokens", "cost_usd", "gateway_ms", "upstream_ms",
    ];

    public static IEnumerable<string> Columns(IReadOnlyList<string> groups) => [.. groups.SelectMany(group => group == "key" ? (string[])["key", "key_name"] : [group]), .. Measures];

    /// <param name="groups">What the lines are grouped by.</param>
    /// <param name="view">One line.</param>
    /// <param name="keyName">The name of a key by its id, since ids tell people nothing.</param>
    public static string?[] Row(IReadOnlyList<string> groups, UsageView view, Func<string, string?> keyName) =>
    [
        .. groups.SelectMany(group => group == "key" ? [view.Key, view.Key is { } key ? keyName(key) : null] : (string?[])[view.Group(group)]),
        Number(view.Calls), Number(view.Blocked), Number(view.Redacted), Number(view.Warned), Number(view.Escalated), Number(view.Errors), Number(view.PromptTokens), Number(view.CompletionTokens),
        Number(view.CachedTokens), Number(view.ReasoningTokens), view.CostUsd.ToString(CultureInfo.InvariantCulture),
        view.GatewayMs.ToString("0.###", CultureInfo.InvariantCulture), view.UpstreamMs.ToString("0.###", CultureInfo.InvariantCulture),
    ];

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
