using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Teams;

/// <summary><c>kt team …</c></summary>
internal static class TeamCommands
{
    public static Command Build(CliSurroundings around)
    {
        var command = new Command("team", "Teams: who a key belongs to.")
        {
            Create(around), List(around), Show(around), MemberCommands.Add(around), MemberCommands.Remove(around),
        };
        command.Aliases.Add("teams");
        return command;
    }

    private static ApiCommand Create(CliSurroundings around)
    {
        var id = new Argument<string?>("id") { Description = "What people type, such as `search` [default: made from --name]", Arity = ArgumentArity.ZeroOrOne };
        var idOption = new Option<string?>("--id") { Description = "The same as an option" };
        idOption.Aliases.Add("--team-id");
        var name = new Option<string?>("--name") { Description = "The team's full name [default: the id]" };
        return new ApiCommand("create", "Make a team.", around, id, idOption, name).Asks(
            (client, parsed, cancellationToken) => client.PostAsync(
                "/v1/teams", new NewTeam(parsed.GetValue(id) ?? parsed.GetValue(idOption), parsed.GetValue(name)), ControlJson.Default.NewTeam, cancellationToken),
            (answer, _, _) =>
            {
                var team = answer.Deserialize(ControlJson.Default.TeamView)!;
                return around.Out.WriteLineAsync($"made team {team.Id} ({team.Name}); `{around.CommandName} tokens create --type gateway --name NAME --team-id {team.Id} --expires-in 7d` makes it a key");
            });
    }

    private static ApiCommand List(CliSurroundings around) => new ApiCommand("list", "List the teams.", around).Asks(
        (client, _, cancellationToken) => client.ListAsync("/v1/teams", cancellationToken),
        (answer, _, _) =>
        {
            var teams = answer.Deserialize(ControlJson.Default.PageTeamView)!.Data;
            return TableOutput.WriteAsync(around, ["id", "name", "configuration", "created"],
                [.. teams.Select(t => new[] { t.Id, t.Name, t.Configuration ?? Output.Show.Nothing, Output.Show.Time(t.CreatedAt) })],
                "no team that you may see");
        },
        page => page.GetProperty("data"));

    private static ApiCommand Show(CliSurroundings around)
    {
        var id = new Argument<string>("id") { Description = "The team" };
        return new ApiCommand("show", "Show a team with its members.", around, id).Asks(
            async (client, parsed, cancellationToken) =>
            {
                var path = $"/v1/teams/{Uri.EscapeDataString(parsed.GetValue(id)!)}";
                if ((await client.GetAsync(path, cancellationToken)).Refused(out var refusal, out var team))
                {
                    return refusal;
                }

                if ((await client.ListAsync($"{path}/members", cancellationToken)).Refused(out refusal, out var members))
                {
                    return refusal;
                }

                using (team)
                using (members)
                {
                    var whole = JsonObject.Create(team.RootElement.Clone())!;
                    whole["members"] = JsonArray.Create(members.RootElement.GetProperty("data").Clone());
                    return JsonDocument.Parse(whole.ToJsonString());
                }
            },
            async (answer, _, _) =>
            {
                var team = answer.Deserialize(ControlJson.Default.TeamView)!;
                await around.Out.WriteLineAsync($"""
                    id         {team.Id}
                    name       {team.Name}
                    config     {team.Configuration ?? Output.Show.Nothing}
                    templates  {(team.AllowedTemplates is { } allowed ? Output.Show.List(allowed) : "any that the gateway allows")}
                    created    {Output.Show.Time(team.CreatedAt)}
                    """);
                foreach (var member in answer.GetProperty("members").EnumerateArray().Select(m => m.Deserialize(ControlJson.Default.MemberView)!))
                {
                    await around.Out.WriteLineAsync($"member     {member.UserId} ({member.Role})");
                }
            });
    }
}
