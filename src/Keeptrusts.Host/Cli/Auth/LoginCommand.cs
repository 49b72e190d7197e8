using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.Cli.Tokens;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;
using Endpoint = Keeptrusts.Host.Cli.Connection.Endpoint;

namespace Keeptrusts.Host.Cli.Auth;

/// <summary><c>kt auth login</c>: keeps the address of a control plane and a token for it. The token is never an argument, where every user of the machine could read it.</summary>
internal sealed class LoginCommand
{
    private readonly CliSurroundings _around;
    private readonly Argument<string?> _url = new("url") { Description = "The control plane, such as https://keeptrusts.example.com", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _apiUrl = new("--api-url") { Description = "The same as an option [env: KEEPTRUSTS_API_URL]", HelpName = "URL" };
    private readonly Option<bool> _stdin = new("--token-stdin") { Description = "Read the token from standard input instead of asking for it" };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON" };

    private LoginCommand(CliSurroundings around) => _around = around;

    public static Command Build(CliSurroundings around)
    {
        var login = new LoginCommand(around);
        var command = new Command("login", "Sign in to a control plane elsewhere, by a control token.") { login._url, login._apiUrl, login._stdin, login._json };
        command.SetAction(login.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (Address(parsed.GetValue(_url) ?? parsed.GetValue(_apiUrl) ?? _around.Variable("KEEPTRUSTS_API_URL") ?? Ask("URL of the control plane: ")).Refused(out var badAddress, out var url))
        {
            return await ExitCodes.FailAsync(_around, badAddress);
        }

        if ((await TokenAsync(parsed.GetValue(_stdin), cancellationToken)).Refused(out var badToken, out var token))
        {
            return await ExitCodes.FailAsync(_around, badToken);
        }

        // Kept only when it works, so that a mistake is noticed now.
        using var client = new ControlClient(new Endpoint(url, token));
        if ((await client.GetAsync("/v1/whoami", cancellationToken)).Refused(out var refusal, out var answer))
        {
            return await ExitCodes.FailAsync(_around, refusal);
        }

        using (answer)
        {
            var file = Endpoint.ConfigFile(_around);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await OwnerOnlyFile.WriteAsync(file, JsonSerializer.Serialize(new CliConfig(url, token), ControlJson.Default.CliConfig), cancellationToken);
            var who = answer.RootElement.Deserialize(ControlJson.Default.WhoAmI)!;
            await (parsed.GetValue(_json)
                ? JsonOutput.WriteAsync(_around.Out, answer.RootElement)
                : _around.Out.WriteLineAsync($"signed in at {url} as {who.Name} (roles {Show.List([.. who.Roles])}); kept in {file}"));
        }

        return ExitCodes.Done;
    }

    private static Outcome<string> Address(string? typed)
    {
        if (!Uri.TryCreate(typed?.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return new Refusal(RefusalKind.Invalid, $"say where the control plane is, such as `kt auth login https://keeptrusts.example.com`{(typed is null ? "" : $"; `{typed}` is no address")}");
        }

        return uri.Scheme == "https" || uri.IsLoopback
            ? uri.GetLeftPart(UriPartial.Authority)
            : new Refusal(RefusalKind.Invalid, $"over http the token would cross the network in clear; use https://{uri.Authority}");
    }

    private async Task<Outcome<string>> TokenAsync(bool fromInput, CancellationToken cancellationToken)
    {
        string? token;
        if (fromInput)
        {
            using var input = new StreamReader(_around.StandardInput());
            token = (await input.ReadToEndAsync(cancellationToken)).Trim();
        }
        else
        {
            await _around.Error.WriteAsync("control token (it is not shown): ");
            token = _around.ReadHidden()?.Trim();
            await _around.Error.WriteLineAsync();
        }

        return token switch
        {
            null or "" => new Refusal(RefusalKind.Invalid, "no token was given; type it, or send it by --token-stdin"),
            _ when token.StartsWith("kt_gk_", StringComparison.Ordinal) => new Refusal(RefusalKind.Invalid, "this is a gateway key, which only opens the gateway; `kt tokens create --type control` makes a control token"),
            _ => token,
        };
    }

    private string? Ask(string question)
    {
        if (!_around.CanAsk)
        {
            return null;
        }

        _around.Error.Write(question);
        using var input = new StreamReader(_around.StandardInput());
        return input.ReadLine();
    }
}
