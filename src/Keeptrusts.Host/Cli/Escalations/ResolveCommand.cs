using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Escalations;

/// <summary><c>kt escalation resolve</c></summary>
internal static class ResolveCommand
{
    public static ApiCommand Build(CliSurroundings around)
    {
        var id = EscalationCommands.Id();
        var approve = new Option<bool>("--approve") { Description = "Let it pass" };
        var deny = new Option<bool>("--deny") { Description = "Refuse it" };
        var note = new Option<string?>("--note") { Description = "Why; the caller learns that there is a note, not what it says" };
        var command = new ApiCommand("resolve", "Decide about an escalation.", around, id, approve, deny, note).Asks(
            (client, parsed, cancellationToken) => client.PostAsync(
                $"{EscalationCommands.Path(parsed.GetValue(id)!)}/resolve",
                new Resolution(parsed.GetValue(approve) ? "approve" : "deny", parsed.GetValue(note)),
                ControlJson.Default.Resolution,
                cancellationToken),
            (answer, _, _) =>
            {
                var resolved = answer.Deserialize(ControlJson.Default.EscalationView)!;
                return around.Out.WriteLineAsync($"{resolved.Status} {resolved.Id}; that counts until {Output.Show.Time(resolved.ExpiresAt)}");
            });
        command.Validators.Add(result =>
        {
            if (result.GetValue(approve) == result.GetValue(deny))
            {
                result.AddError("say either --approve or --deny");
            }
        });
        return command;
    }
}
