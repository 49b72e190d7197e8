using System.Text.Json;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Host.Console.Pages;

/// <summary>One call as a line of a table.</summary>
internal sealed record EventLine(
    string Id, long Sequence, DateTimeOffset At, string? Team, string? Key, string? User, string? Model, string? Provider, string Verdict, string Reason, string Fired, string Outcome, int Status, decimal CostUsd, double Milliseconds)
{
    /// <summary>Whether it failed at the provider or in the gateway, whatever the policies said.</summary>
    public bool HasFailed => Outcome == "failed";

    public static EventLine Of(StoredEvent e) => new(
        e.Id, e.Sequence, e.Timestamp, e.TeamId, e.KeyName, e.UserId, e.Model, e.Provider, e.Verdict, e.ReasonCode, e.Fired.Trim('|').Replace("|", ", ", StringComparison.Ordinal), e.Outcome, e.Status,
        NanoDollars.ToDollars(e.CostNano), Total(e.Json));

    private static double Total(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("latency", out var latency) && latency.TryGetProperty("total", out var total) ? total.GetDouble() : 0;
    }
}
