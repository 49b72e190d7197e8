using System.Globalization;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Host.Cli.Output;

namespace Keeptrusts.Host.Cli.Events;

/// <summary>Events as text: a line in a tail, or the trace of one call.</summary>
internal static class EventText
{
    private const string Reset = "\e[0m";

    public static string Line(CallEvent call, bool colour)
    {
        var verdict = call.Verdict.PadRight(8);
        var fields = new[]
        {
            call.Timestamp.ToUniversalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture),
            colour ? $"{Colour(call.Verdict)}{verdict}{Reset}" : verdict,
            call.Status.ToString(CultureInfo.InvariantCulture),
            call.ErrorCode ?? call.ReasonCode,
            $"{call.Team ?? Show.Nothing}/{call.KeyName ?? Show.Nothing}",
            $"{call.Model ?? Show.Nothing} → {call.Provider ?? Show.Nothing}",
            Show.Milliseconds(call.Latency.Total),
            call.Id,
        };
        return string.Join("  ", fields);
    }

    public static async Task WriteTraceAsync(TextWriter output, CallEvent call)
    {
        foreach (var (name, value) in Facts(call))
        {
            await output.WriteLineAsync($"{name,-10} {value}");
        }

        await SectionAsync(output, "steps", call.Steps.Select(s => $"{s.Name,-16} {Show.Milliseconds(s.Ms)}"));
        await SectionAsync(output, "policies", call.PolicyResults.SelectMany(PolicyLines));
        await SectionAsync(output, "uninspected", call.Uninspected);
    }

    private static IEnumerable<(string Name, string Value)> Facts(CallEvent call)
    {
        yield return ("event", call.Id);
        yield return ("time", call.Timestamp.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture));
        yield return ("request", $"{call.RequestId}  {call.Route}{(call.Stream ? " (stream)" : "")}");
        yield return ("outcome", $"{call.Outcome}, status {call.Status.ToString(CultureInfo.InvariantCulture)}{(call.ErrorCode is { } code ? $", {code}" : "")}");
        yield return ("verdict", $"{call.Verdict} ({call.ReasonCode})");
        if (call.EscalationId is { } escalation)
        {
            yield return ("escalation", escalation);
        }

        yield return ("key", $"{call.KeyName ?? Show.Nothing} ({call.KeyId ?? Show.Nothing}), team {call.Team ?? Show.Nothing}, user {call.User ?? Show.Nothing}");
        yield return ("model", $"{call.Model ?? Show.Nothing} → {call.Provider ?? Show.Nothing}{(call.FinishReason is { } reason ? $", finished by {reason}" : "")}");
        yield return ("policy", $"{call.ConfigVersion ?? Show.Nothing} on {call.Gateway}");
        yield return ("usage", Usage(call.Usage));
        yield return ("cost", Show.Usd(call.CostUsd) + (call.OverrunUsd > 0 ? $", {Show.Usd(call.OverrunUsd)} beyond what was reserved" : ""));
        var first = call.Latency.Ttft is { } ttft ? $", first token {Show.Milliseconds(ttft)}" : "";
        yield return ("latency", $"{Show.Milliseconds(call.Latency.Total)} (gateway {Show.Milliseconds(call.Latency.Gateway)}, upstream {Show.Milliseconds(call.Latency.Upstream)}{first})");
    }

    private static IEnumerable<string> PolicyLines(PolicyTrace policy)
    {
        var notes = (policy.Shadow ? " (shadow)" : "") + (policy.Skipped ? " (skipped)" : "") + (policy.Error is { } error ? $" (failed: {error})" : "");
        yield return $"{policy.Name,-18} {policy.Phase,-9} {policy.Verdict,-8} {policy.ReasonCode}{notes}  {Show.Milliseconds(policy.DurationMs)}";
        foreach (var finding in policy.Findings)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"    {finding.Type} at {finding.At ?? "text"} [{finding.Start}..{finding.End}) score {finding.Score:0.##}");
        }
    }

    private static string Usage(UsageTrace? usage) => usage is null
        ? Show.Nothing
        : string.Create(CultureInfo.InvariantCulture, $"{usage.Prompt} in ({usage.Cached} cached), {usage.Completion} out ({usage.Reasoning} reasoning){(usage.Estimated ? ", counted by the gateway" : "")}");

    private static async Task SectionAsync(TextWriter output, string title, IEnumerable<string> lines)
    {
        var list = lines.ToList();
        if (list.Count > 0)
        {
            await output.WriteLineAsync(title);
        }

        foreach (var line in list)
        {
            await output.WriteLineAsync($"  {line}");
        }
    }

    private static string Colour(string verdict) => verdict switch
    {
        "block" => "\e[31m",
        "escalate" => "\e[35m",
        "redact" => "\e[33m",
        "warn" => "\e[36m",
        _ => "\e[32m",
    };
}
