using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Secrets;

/// <summary><c>kt secret set</c>. The value never stands on the command line, where every user of the machine could read it.</summary>
internal static class SetSecretCommand
{
    public static ApiCommand Build(CliSurroundings around)
    {
        var name = new Argument<string>("name") { Description = "The secret's name, as in `secret_key_ref: { store: NAME }`" };
        var hosts = new Option<string[]>("--allowed-host") { Description = "A host that it may be sent to, such as api.openai.com or *.example.com; may be given several times", AllowMultipleArgumentsPerToken = false };
        var variable = new Option<string?>("--from-env") { Description = "Take the value from this environment variable [default: standard input]", HelpName = "VARIABLE" };
        var keep = new Option<bool>("--keep-value") { Description = "Change the hosts only" };
        return new ApiCommand("set", "Add or change a secret; its value comes from standard input or an environment variable.", around, name, hosts, variable, keep).Asks(
            async (client, parsed, cancellationToken) =>
            {
                var given = parsed.GetValue(hosts) is { Length: > 0 } list ? list : null;
                if (parsed.GetValue(keep))
                {
                    return await PutAsync(null);
                }

                return (await ValueAsync(around, parsed.GetValue(variable), cancellationToken)).Refused(out var missing, out var value) ? missing : await PutAsync(value);

                Task<Outcome<JsonDocument>> PutAsync(string? secret) =>
                    client.PutAsync(SecretCommands.Path(parsed.GetValue(name)!), new SecretWish(secret, given), ControlJson.Default.SecretWish, cancellationToken);
            },
            (answer, _, _) =>
            {
                var secret = answer.Deserialize(ControlJson.Default.SecretView)!;
                return around.Out.WriteLineAsync(secret.AllowedHosts.Count == 0
                    ? $"set {secret.Name}; it may be sent nowhere yet: add --allowed-host"
                    : $"set {secret.Name}; it may be sent to {Show.List([.. secret.AllowedHosts])}");
            });
    }

    private static async Task<Outcome<string>> ValueAsync(CliSurroundings around, string? variable, CancellationToken cancellationToken)
    {
        if (variable is not null)
        {
            return around.Variable(variable) is { } found ? found : new Refusal(RefusalKind.Invalid, $"the environment variable `{variable}` is not set");
        }

        if (around.IsTerminal)
        {
            await around.Error.WriteLineAsync("type or paste the value, then a line break (or give it by a pipe, or by --from-env VARIABLE):");
        }

        using var input = new StreamReader(around.StandardInput());
        return await input.ReadLineAsync(cancellationToken) is { Length: > 0 } line
            ? line
            : new Refusal(RefusalKind.Invalid, "standard input is empty; pipe the value in, or give --from-env VARIABLE");
    }
}
