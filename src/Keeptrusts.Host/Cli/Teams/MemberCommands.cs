using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Teams;

/// <summary><c>kt team add-member</c> and <c>remove-member</c>.</summary>
internal static class MemberCommands
{
    public static ApiCommand Add(CliSurroundings around)
    {
        var (team, user) = Arguments();
        var role = new Option<string>("--role") { Description = "manager, developer or viewer", DefaultValueFactory = _ => Roles.Developer };
        return new ApiCommand("add-member", "Add a user to a team, or change their role in it.", around, team, user, role).Asks(
            (client, parsed, cancellationToken) => client.PutAsync(
                Path(parsed.GetValue(team)!, parsed.GetValue(user)!), new MemberRole(parsed.GetValue(role)), ControlJson.Default.MemberRole, cancellationToken),
            (answer, _, _) =>
            {
                var member = answer.Deserialize(ControlJson.Default.MemberView)!;
                return around.Out.WriteLineAsync(
                    $"{member.UserId} is {member.Role} of team {member.TeamId}; `{around.CommandName} tokens create --type control --name NAME --team-id {member.TeamId} --owner {member.UserId} --role {member.Role}` makes them a token for this command");
            });
    }

    public static ApiCommand Remove(CliSurroundings around)
    {
        var (team, user) = Arguments();
        return new ApiCommand("remove-member", "Remove a user from a team and revoke the keys that they own in it.", around, team, user).Asks(
            (client, parsed, cancellationToken) => client.DeleteAsync(Path(parsed.GetValue(team)!, parsed.GetValue(user)!), cancellationToken),
            (answer, parsed, _) =>
            {
                var departure = answer.Deserialize(ControlJson.Default.DepartureView)!;
                return around.Out.WriteLineAsync($"removed {departure.User.Id} from team {parsed.GetValue(team)}; revoked {departure.Revoked.Count} of their keys there");
            });
    }

    private static (Argument<string> Team, Argument<string> User) Arguments() =>
        (new("team") { Description = "The team" }, new("user") { Description = "Id of the user" });

    private static string Path(string team, string user) => $"/v1/teams/{Uri.EscapeDataString(team)}/members/{Uri.EscapeDataString(user)}";
}
