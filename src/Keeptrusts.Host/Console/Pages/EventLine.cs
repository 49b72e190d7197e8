using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Host.Console.Pages;

/// <summary>One call as a line of a table.</summary>
internal sealed record EventLine(string Id, DateTimeOffset At, string? Team, string? Key, string? Model, string Verdict, string Reason, int Status, decimal CostUsd)
{
    public static EventLine Of(StoredEvent e) => new(e.Id, e.Timestamp, e.TeamId, e.KeyName, e.Model, e.Verdict, e.ReasonCode, e.Status, NanoDollars.ToDollars(e.CostNano));
}
