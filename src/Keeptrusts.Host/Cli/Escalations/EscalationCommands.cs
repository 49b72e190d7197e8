using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Escalations;

/// <summary><c>kt escalation …</c></summary>
internal static class EscalationCommands
{
    public static Command Build(CliSurroundings around) => new("escalation", "Calls that wait for a human.")
    {
        List(around),
        Show(around),
        Claim(around),
        ResolveCommand.Build(around),
    };

    internal static Argument<string> Id() => new("id") { Description = "The escalation, `esc_…`" };

    internal static string Path(string id) => $"/v1/escalations/{Uri.EscapeDataString(id)}";

    private static ApiCommand List(CliSurroundings around)
    {
        var status = new Option<string?>("--status") { Description = "Only open, queued, claimed, resolved, approved, denied or expired ones; several by commas" };
        var team = new Option<string?>("--team") { Description = "Only those of a team" };
        var limit = new Option<int?>("--limit") { Description = "At most so many [default: 50]" };
        return new ApiCommand("list", "List escalations, newest first.", around, status, team, limit).Asks(
            (client, parsed, cancellationToken) => client.GetAsync(Query(parsed.GetValue(status), parsed.GetValue(team), parsed.GetValue(limit)), cancellationToken),
            (answer, _, _) =>
            {
                var rows = answer.Deserialize(ControlJson.Default.PageEscalationView)!.Data.Select(e =>
                    new[] { e.Id, e.Status, e.TeamId, e.KeyName, e.Policy, e.ReasonCode, e.ClaimedBy ?? Output.Show.Nothing, Output.Show.Time(e.CreatedAt), Output.Show.Time(e.ExpiresAt) });
                return TableOutput.WriteAsync(around, ["id", "status", "team", "key", "policy", "reason", "claimed by", "created", "expires"], [.. rows], "no escalation that you may see");
            },
            page => page.GetProperty("data"));
    }

    private static ApiCommand Show(CliSurroundings around)
    {
        var id = Id();
        return new ApiCommand("show", "Show an escalation; to those who decide, with what was said (each look is recorded).", around, id).Asks(
            (client, parsed, cancellationToken) => client.GetAsync(Path(parsed.GetValue(id)!), cancellationToken),
            (answer, _, _) => EscalationText.WriteAsync(around.Out, answer.Deserialize(ControlJson.Default.EscalationView)!));
    }

    private static ApiCommand Claim(CliSurroundings around)
    {
        var id = Id();
        return new ApiCommand("claim", "Take an escalation on, so that others know.", around, id).Asks(
            (client, parsed, cancellationToken) => client.PostAsync($"{Path(parsed.GetValue(id)!)}/claim", cancellationToken),
            (answer, _, _) =>
            {
                var claimed = answer.Deserialize(ControlJson.Default.EscalationView)!;
                return around.Out.WriteLineAsync($"claimed {claimed.Id}; `{around.CommandName} escalation resolve {claimed.Id} --approve` (or --deny) decides");
            });
    }

    private static string Query(string? status, string? team, int? limit)
    {
        List<string> parts = [];
        Add("status", status);
        Add("team", team);
        Add("limit", limit?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return parts.Count == 0 ? "/v1/escalations" : $"/v1/escalations?{string.Join('&', parts)}";

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }
    }
}
