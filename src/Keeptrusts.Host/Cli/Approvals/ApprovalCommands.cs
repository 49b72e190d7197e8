using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.Cli.Tokens;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Approvals;

/// <summary><c>kt approvals …</c></summary>
internal static class ApprovalCommands
{
    public static Command Build(CliSurroundings around)
    {
        var command = new Command("approvals", "Requests for keys beyond what a template pre-approves.")
        {
            List(around), Show(around), Decide(around, "approve", "Approve a request; whoever asked can then take the key."), Decide(around, "deny", "Deny a request."), Take(around),
        };
        command.Aliases.Add("approval");
        return command;
    }

    private static ApiCommand List(CliSurroundings around)
    {
        var status = new Option<string?>("--status") { Description = "pending, approved, denied or expired" };
        return new ApiCommand("list", "List your requests, and those of the team that you manage.", around, status).Asks(
            (client, parsed, cancellationToken) => client.ListAsync($"/v1/approvals{(parsed.GetValue(status) is { } wanted ? $"?status={Uri.EscapeDataString(wanted)}" : "")}", cancellationToken),
            (answer, _, _) =>
            {
                var approvals = answer.Deserialize(ControlJson.Default.PageApprovalView)!.Data;
                return TableOutput.WriteAsync(around, ["id", "status", "team", "asked by", "key", "template", "until"],
                    [.. approvals.Select(a => new[] { a.Id, a.Status, a.TeamId, a.RequestedBy, a.Request.Name ?? Output.Show.Nothing, a.Request.Template ?? Output.Show.Nothing, Output.Show.Time(a.ExpiresAt) })],
                    "no request for approval that you may see");
            },
            page => page.GetProperty("data"));
    }

    private static ApiCommand Show(CliSurroundings around)
    {
        var id = Id();
        return new ApiCommand("show", "Show one request.", around, id).Asks(
            (client, parsed, cancellationToken) => client.GetAsync(Path(parsed.GetValue(id)!), cancellationToken),
            (answer, _, _) => WriteAsync(around, answer.Deserialize(ControlJson.Default.ApprovalView)!));
    }

    private static ApiCommand Decide(CliSurroundings around, string verb, string description)
    {
        var id = Id();
        var note = new Option<string?>("--note") { Description = "Why, for the asker to read" };
        return new ApiCommand(verb, description, around, id, note).Asks(
            (client, parsed, cancellationToken) => client.PostAsync($"{Path(parsed.GetValue(id)!)}/{verb}", new Decision(parsed.GetValue(note)), ControlJson.Default.Decision, cancellationToken),
            (answer, _, _) =>
            {
                var approval = answer.Deserialize(ControlJson.Default.ApprovalView)!;
                return around.Out.WriteLineAsync($"{approval.Status} {approval.Id} ({approval.Request.Name} for {approval.RequestedBy})");
            });
    }

    private static ApiCommand Take(CliSurroundings around)
    {
        var id = Id();
        return new ApiCommand("take", "Take the approved key that you asked for. It is shown once.", around, id).Asks(
            (client, parsed, cancellationToken) => client.PostAsync($"{Path(parsed.GetValue(id)!)}/token", cancellationToken),
            (answer, _, client) => MintedText.WriteAsync(around, client, answer.Deserialize(ControlJson.Default.MintedTokenView)!));
    }

    private static Task WriteAsync(CliSurroundings around, ApprovalView approval) => around.Out.WriteLineAsync($"""
        id          {approval.Id}
        status      {approval.Status}
        team        {approval.TeamId}
        asked by    {approval.RequestedBy}
        key         {approval.Request.Name}
        template    {approval.Request.Template ?? Output.Show.Nothing}
        expires in  {approval.Request.ExpiresIn ?? "as the template says"}
        budget      {(approval.Request.Budget is { } budget ? Output.Show.Usd(budget) : Output.Show.Nothing)}
        models      {Output.Show.List([.. approval.Request.AllowedModels ?? []])}
        beyond      {string.Join("; ", approval.Reasons)}
        asked       {Output.Show.Time(approval.CreatedAt)}, until {Output.Show.Time(approval.ExpiresAt)}
        decided     {Output.Show.Time(approval.DecidedAt)} by {approval.DecidedBy ?? Output.Show.Nothing}
        note        {approval.Note ?? Output.Show.Nothing}
        """);

    private static Argument<string> Id() => new("id") { Description = "Id of the request" };

    private static string Path(string id) => $"/v1/approvals/{Uri.EscapeDataString(id)}";
}
