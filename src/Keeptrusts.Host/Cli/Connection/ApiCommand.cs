using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Connection;

/// <summary>A command that asks the control plane: the options they all have, and how they fail.</summary>
internal sealed class ApiCommand : Command
{
    private readonly CliSurroundings _around;
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON" };
    private readonly Option<string?> _url = new("--api-url") { Description = "Address of the control plane [env: KEEPTRUSTS_API_URL]", HelpName = "URL" };
    private readonly Option<string?> _token = new("--api-token") { Description = "Control token [env: KEEPTRUSTS_API_TOKEN]", HelpName = "TOKEN" };

    public ApiCommand(string name, string description, CliSurroundings around, params Symbol[] symbols)
        : base(name, description)
    {
        _around = around;
        foreach (var symbol in symbols)
        {
            if (symbol is Option option)
            {
                Options.Add(option);
            }
            else if (symbol is Argument argument)
            {
                Arguments.Add(argument);
            }
        }

        Options.Add(_json);
        Options.Add(_url);
        Options.Add(_token);
    }

    public bool WantsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Asks once and prints the answer: as JSON when asked for, else by <paramref name="print"/>.</summary>
    public ApiCommand Asks(
        Func<ControlClient, ParseResult, CancellationToken, Task<Outcome<JsonDocument>>> ask,
        Func<JsonElement, ParseResult, ControlClient, Task> print,
        Func<JsonElement, JsonElement>? jsonPart = null) => Runs(async (client, parsed, cancellationToken) =>
    {
        if ((await ask(client, parsed, cancellationToken)).Refused(out var refusal, out var document))
        {
            return await ExitCodes.FailAsync(_around, refusal);
        }

        using (document)
        {
            var answer = document.RootElement;
            await (WantsJson(parsed) ? JsonOutput.WriteAsync(_around.Out, jsonPart is null ? answer : jsonPart(answer)) : print(answer, parsed, client));
        }

        return ExitCodes.Done;
    });

    /// <summary>Does what <paramref name="action"/> does, with a client.</summary>
    public ApiCommand Runs(Func<ControlClient, ParseResult, CancellationToken, Task<int>> action)
    {
        SetAction(async (parsed, cancellationToken) =>
        {
            using var client = new ControlClient(Endpoint.Find(_around, parsed.GetValue(_url), parsed.GetValue(_token)));
            return await action(client, parsed, cancellationToken);
        });
        return this;
    }
}
