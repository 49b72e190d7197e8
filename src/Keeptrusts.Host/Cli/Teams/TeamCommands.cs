using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Teams;

/// <summary><c>kt team …</c></summary>
internal static class TeamCommands
{
    public static Command Build(CliSurroundings around)
    {
        var command = new Command("team", "Teams: who a key belongs to.") { Create(around), List(around) };
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
        (client, _, cancellationToken) => client.GetAsync("/v1/teams", cancellationToken),
        (answer, _, _) =>
        {
            var teams = answer.Deserialize(ControlJson.Default.PageTeamView)!.Data;
            return TableOutput.WriteAsync(around, ["id", "name", "configuration", "created"],
                [.. teams.Select(t => new[] { t.Id, t.Name, t.Configuration ?? Show.Nothing, Show.Time(t.CreatedAt) })],
                "no team that you may see");
        },
        page => page.GetProperty("data"));
}
