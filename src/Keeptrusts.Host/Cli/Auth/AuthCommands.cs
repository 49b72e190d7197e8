using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;
using Endpoint = Keeptrusts.Host.Cli.Connection.Endpoint;

namespace Keeptrusts.Host.Cli.Auth;

/// <summary><c>kt auth …</c></summary>
internal static class AuthCommands
{
    public static Command Build(CliSurroundings around) => new("auth", "Who this command is to the control plane.")
    {
        LoginCommand.Build(around),
        Logout(around),
        WhoAmI(around),
        Bootstrap(around),
    };

    private static ApiCommand WhoAmI(CliSurroundings around) => new ApiCommand("whoami", "Tell whose token is used, and what it may do.", around).Asks(
        (client, _, cancellationToken) => client.GetAsync("/v1/whoami", cancellationToken),
        (answer, _, client) =>
        {
            var who = answer.Deserialize(ControlJson.Default.WhoAmI)!;
            return around.Out.WriteLineAsync($"{who.Name} ({who.Id}), team {who.TeamId ?? "all"}, roles {Show.List([.. who.Roles])}, at {client.Url}");
        });

    private static Command Logout(CliSurroundings around)
    {
        var command = new Command("logout", "Forget what `kt auth login` keeps.");
        command.SetAction(async (_, _) =>
        {
            var file = Endpoint.ConfigFile(around);
            if (!File.Exists(file))
            {
                await around.Out.WriteLineAsync("nobody was signed in");
                return ExitCodes.Done;
            }

            File.Delete(file);
            await around.Out.WriteLineAsync($"removed {file}; the token itself works on until it is revoked (`{around.CommandName} tokens revoke`)");
            return ExitCodes.Done;
        });
        return command;
    }

    private static ApiCommand Bootstrap(CliSurroundings around) => new ApiCommand("bootstrap", "Print a new one-time link to the console, for an administrator.", around).Asks(
        (client, _, cancellationToken) => client.PostAsync("/v1/auth/bootstrap", cancellationToken),
        (answer, _, _) => around.Out.WriteLineAsync($"""
            open this once, within 15 minutes, and choose a name and a password:
              {answer.Deserialize(ControlJson.Default.SignInLinkView)!.Link}
            """));
}
