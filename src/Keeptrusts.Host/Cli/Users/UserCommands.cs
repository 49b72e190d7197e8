using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Users;

namespace Keeptrusts.Host.Cli.Users;

/// <summary><c>kt user …</c></summary>
internal static class UserCommands
{
    public static Command Build(CliSurroundings around)
    {
        var command = new Command("user", "Users: who keys and tokens belong to.")
        {
            Create(around), Invite(around), List(around), Show(around), Deactivate(around), Reactivate(around),
        };
        command.Aliases.Add("users");
        return command;
    }

    private static ApiCommand Create(CliSurroundings around)
    {
        var id = new Argument<string?>("id") { Description = "What keys carry as their owner, such as `ada` [default: made from --name]", Arity = ArgumentArity.ZeroOrOne };
        var name = new Option<string?>("--name") { Description = "The full name [default: the id]" };
        var email = new Option<string?>("--email") { Description = "Where they are reached" };
        var admin = new Option<bool>("--admin") { Description = "The whole organisation is theirs to administer" };
        return new ApiCommand("create", "Make a user.", around, id, name, email, admin).Asks(
            (client, parsed, cancellationToken) => client.PostAsync(
                "/v1/users", new NewUser(parsed.GetValue(id), parsed.GetValue(name), parsed.GetValue(email), parsed.GetValue(admin)), ControlJson.Default.NewUser, cancellationToken),
            (answer, _, _) =>
            {
                var user = answer.Deserialize(ControlJson.Default.UserView)!;
                return around.Out.WriteLineAsync($"made user {user.Id} ({user.Name}); `{around.CommandName} team add-member TEAM {user.Id}` gives them a team");
            });
    }

    private static ApiCommand Invite(CliSurroundings around)
    {
        var id = Id();
        return new ApiCommand("invite", "Print a one-time link by which a user chooses a password for the console.", around, id).Asks(
            (client, parsed, cancellationToken) => client.PostAsync($"{Path(parsed.GetValue(id)!)}/invite", cancellationToken),
            (answer, _, _) =>
            {
                var link = answer.Deserialize(ControlJson.Default.SignInLinkView)!;
                return around.Out.WriteLineAsync($"""
                    send this to {link.User}; it works once, within 15 minutes:
                      {link.Link}
                    """);
            });
    }

    private static ApiCommand List(CliSurroundings around) => new ApiCommand("list", "List the users.", around).Asks(
        (client, _, cancellationToken) => client.ListAsync("/v1/users", cancellationToken),
        (answer, _, _) =>
        {
            var users = answer.Deserialize(ControlJson.Default.PageUserView)!.Data;
            return TableOutput.WriteAsync(around, ["id", "name", "email", "admin", "status", "created"],
                [.. users.Select(u => new[] { u.Id, u.Name, u.Email ?? Output.Show.Nothing, u.IsAdmin ? "yes" : "no", u.Status, Output.Show.Time(u.CreatedAt) })],
                $"no user that you may see; `{around.CommandName} user create ada` makes one");
        },
        page => page.GetProperty("data"));

    private static ApiCommand Show(CliSurroundings around)
    {
        var id = Id();
        return new ApiCommand("show", "Show one user.", around, id).Asks(
            (client, parsed, cancellationToken) => client.GetAsync(Path(parsed.GetValue(id)!), cancellationToken),
            (answer, _, _) =>
            {
                var user = answer.Deserialize(ControlJson.Default.UserView)!;
                return around.Out.WriteLineAsync($"""
                    id           {user.Id}
                    name         {user.Name}
                    email        {user.Email ?? Output.Show.Nothing}
                    admin        {(user.IsAdmin ? "yes" : "no")}
                    status       {user.Status}
                    created      {Output.Show.Time(user.CreatedAt)}
                    deactivated  {Output.Show.Time(user.DeactivatedAt)}
                    """);
            });
    }

    private static ApiCommand Deactivate(CliSurroundings around)
    {
        var id = Id();
        var now = new Option<bool>("--now") { Description = "End calls that are under way at once, too" };
        return new ApiCommand("deactivate", "Shut a user out and revoke their keys and tokens; the next request is refused.", around, id, now).Asks(
            (client, parsed, cancellationToken) =>
                client.PostAsync($"{Path(parsed.GetValue(id)!)}/deactivate", new RevokeNow(parsed.GetValue(now)), ControlJson.Default.RevokeNow, cancellationToken),
            (answer, _, _) =>
            {
                var departure = answer.Deserialize(ControlJson.Default.DepartureView)!;
                return around.Out.WriteLineAsync($"deactivated {departure.User.Id}; revoked {departure.Revoked.Count} of their keys and tokens");
            });
    }

    private static ApiCommand Reactivate(CliSurroundings around)
    {
        var id = Id();
        return new ApiCommand("reactivate", "Let a user in again; their old keys stay revoked.", around, id).Asks(
            (client, parsed, cancellationToken) => client.PostAsync($"{Path(parsed.GetValue(id)!)}/reactivate", cancellationToken),
            (answer, _, _) => around.Out.WriteLineAsync($"{answer.Deserialize(ControlJson.Default.UserView)!.Id} is active again"));
    }

    private static Argument<string> Id() => new("id") { Description = "Id of the user" };

    private static string Path(string id) => $"/v1/users/{Uri.EscapeDataString(id)}";
}
