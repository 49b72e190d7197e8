using System.Globalization;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Events;

namespace Keeptrusts.Host.Cli.Events;

/// <summary>The trace of one call: what came of it and why, then each step with when it began and how long it took, and under it the policies that judged in it.</summary>
internal static class TraceText
{
    public static async Task WriteAsync(TextWriter output, CallEvent call)
    {
        foreach (var (name, value) in Facts(call))
        {
            await output.WriteLineAsync($"{name,-10} {value}");
        }

        foreach (var line in Timeline(call))
        {
            await output.WriteLineAsync(line);
        }

        foreach (var line in AttemptLines(call))
        {
            await output.WriteLineAsync(line);
        }

        foreach (var (part, i) in call.Uninspected.Select((part, i) => (part, i)))
        {
            await output.WriteLineAsync(i == 0 ? $"uninspected\n  {part}" : $"  {part}");
        }

        if (call.Content is { } content)
        {
            await ContentText.WriteAsync(output, content);
        }
    }

    private static IEnumerable<(string Name, string Value)> Facts(CallEvent call)
    {
        yield return ("event", call.Id);
        yield return ("time", call.Timestamp.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture));
        yield return ("request", $"{call.RequestId}  {call.Route}{(call.Stream ? " (stream)" : "")}");
        yield return ("outcome", $"{call.Outcome}, status {call.Status.ToString(CultureInfo.InvariantCulture)}{(call.ErrorCode is { } code ? $", {code}" : "")}");
        yield return ("verdict", $"{call.Verdict} ({call.ReasonCode}){(CallTimeline.Decisive(call) is { } by ? $" by {by.Name}, a {by.Kind}, in phase {by.Phase}" : "")}");
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
        if (call is { Chain: { } chain, Seq: { } seq })
        {
            yield return ("chain", string.Create(CultureInfo.InvariantCulture, $"{chain}, event {seq}"));
        }
    }

    private static IEnumerable<string> Timeline(CallEvent call)
    {
        yield return "steps";
        foreach (var entry in CallTimeline.Of(call))
        {
            if (entry.Step is { } step)
            {
                yield return $"  {"+" + Show.Milliseconds(entry.At),10}  {step.Name,-16} {Show.Milliseconds(step.Ms),10}";
            }

            foreach (var line in entry.Policies.SelectMany(PolicyLines))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> PolicyLines(PolicyTrace policy)
    {
        var notes = (policy.Shadow ? " (shadow)" : "") + (policy.Skipped ? " (skipped)" : "") + (policy.Error is { } error ? $" (failed: {error})" : "");
        yield return $"                {policy.Name,-18} {policy.Phase,-9} {policy.Verdict,-8} {policy.ReasonCode}{notes}  {Show.Milliseconds(policy.DurationMs)}";
        foreach (var finding in policy.Findings)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"                    {finding.Type} at {finding.At ?? "text"} [{finding.Start}..{finding.End}) score {finding.Score:0.##}");
        }
    }

    private static IEnumerable<string> AttemptLines(CallEvent call)
    {
        foreach (var (attempt, i) in (call.Attempts ?? []).Select((attempt, i) => (attempt, i)))
        {
            var status = attempt.Status is { } code ? code.ToString(CultureInfo.InvariantCulture) : Show.Nothing;
            yield return (i == 0 ? "attempts\n" : "") + $"  {attempt.Target,-18} {attempt.Model,-18} {attempt.Outcome,-12} {status,3} {Show.Milliseconds(attempt.Ms),10}  {Show.Usd(attempt.CostUsd)}";
        }
    }

    private static string Usage(UsageTrace? usage) => usage is null
        ? Show.Nothing
        : string.Create(CultureInfo.InvariantCulture, $"{usage.Prompt} in ({usage.Cached} cached), {usage.Completion} out ({usage.Reasoning} reasoning){(usage.Estimated ? ", counted by the gateway" : "")}");
}
