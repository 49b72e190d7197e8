using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Secrets;

/// <summary><c>kt secret …</c></summary>
internal static class SecretCommands
{
    public static Command Build(CliSurroundings around) => new("secret", "Keys of providers, encrypted in the control plane.")
    {
        List(around),
        SetSecretCommand.Build(around),
        Delete(around),
    };

    internal static string Path(string name) => $"/v1/secrets/{Uri.EscapeDataString(name)}";

    private static ApiCommand List(CliSurroundings around) => new ApiCommand("list", "List names and allowed hosts; values never come back.", around).Asks(
        (client, _, cancellationToken) => client.ListAsync("/v1/secrets", cancellationToken),
        (answer, _, _) =>
        {
            var secrets = answer.Deserialize(ControlJson.Default.PageSecretView)!.Data;
            return TableOutput.WriteAsync(around, ["name", "allowed hosts", "created", "changed"],
                [.. secrets.Select(s => new[] { s.Name, Show.List([.. s.AllowedHosts]), Show.Time(s.CreatedAt), Show.Time(s.UpdatedAt) })],
                $"no secrets yet; `{around.CommandName} secret set NAME --allowed-host HOST` reads one from standard input");
        },
        page => page.GetProperty("data"));

    private static ApiCommand Delete(CliSurroundings around)
    {
        var name = new Argument<string>("name") { Description = "The secret's name" };
        return new ApiCommand("delete", "Delete a secret; targets that name it stop working.", around, name).Asks(
            (client, parsed, cancellationToken) => client.DeleteAsync(Path(parsed.GetValue(name)!), cancellationToken),
            (answer, _, _) => around.Out.WriteLineAsync($"deleted {answer.GetProperty("name").GetString()}"));
    }
}
