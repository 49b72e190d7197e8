using System.CommandLine;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.ControlPlane.Gateways;

namespace Keeptrusts.Host.Cli.Chat;

/// <summary><c>kt chat</c>: a conversation through the gateway, with what it decided about each message.</summary>
internal sealed class ChatCommand
{
    private readonly CliSurroundings _around;
    private readonly Argument<string[]> _message = new("message") { Description = "What to ask, once [default: a conversation, or all of standard input]", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _model = new("--model") { Description = "Which model [default: the first that the key may ask for]" };
    private readonly Option<string?> _system = new("--system") { Description = "A system message" };
    private readonly Option<string?> _team = new("--team-id") { Description = "The team of the key, where one has to be made" };

    private ChatCommand(CliSurroundings around) => _around = around;

    public static ApiCommand Build(CliSurroundings around)
    {
        var chat = new ChatCommand(around);
        var command = new ApiCommand("chat", "Talk to a model through the gateway.", around, chat._message, chat._model, chat._system, chat._team);
        return command.Runs((client, parsed, cancellationToken) => chat.RunAsync(client, parsed, command.WantsJson(parsed), cancellationToken));
    }

    private async Task<int> RunAsync(ControlClient control, ParseResult parsed, bool json, CancellationToken cancellationToken)
    {
        if ((await ChatKeys.FindAsync(_around, control, parsed.GetValue(_team), cancellationToken)).Refused(out var noKey, out var address))
        {
            return await ExitCodes.FailAsync(_around, noKey);
        }

        try
        {
            using var client = new ChatClient(address);
            if ((await client.ModelsAsync(cancellationToken)).Refused(out var closed, out var models))
            {
                return await ExitCodes.FailAsync(_around, closed);
            }

            var model = parsed.GetValue(_model) ?? (models.Count > 0 ? models[0] : null) ?? SampleModel.Of(null);
            var talk = new ChatTalk(_around, control, client, model, parsed.GetValue(_system), json);
            return parsed.GetValue(_message) is { Length: > 0 } words ? await talk.OnceAsync(string.Join(' ', words), cancellationToken)
                : _around.CanAsk ? await talk.OnAsync(cancellationToken)
                : await talk.OnceAsync(await ReadAllAsync(cancellationToken), cancellationToken);
        }
        finally
        {
            if (address.Made is { } made)
            {
                // Also after Ctrl-C: a key that nobody knows any more should open nothing.
                (await control.PostAsync($"/v1/tokens/{made}/revoke", CancellationToken.None)).Refused(out _, out var revoked);
                revoked?.Dispose();
            }
        }
    }

    private async Task<string> ReadAllAsync(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(_around.StandardInput());
        return (await reader.ReadToEndAsync(cancellationToken)).TrimEnd();
    }
}
