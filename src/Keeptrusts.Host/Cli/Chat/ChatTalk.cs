using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;

namespace Keeptrusts.Host.Cli.Chat;

/// <summary>A conversation with one model.</summary>
internal sealed class ChatTalk(CliSurroundings around, ControlClient control, ChatClient client, string model, string? system, bool json)
{
    private const int Looks = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly List<(string Role, string Content)> _messages = system is null ? [] : [("system", system)];

    /// <summary>One question, one answer.</summary>
    public async Task<int> OnceAsync(string question, CancellationToken cancellationToken)
    {
        if (question.Length > 0)
        {
            return await AskAsync(question, cancellationToken);
        }

        await around.Error.WriteLineAsync($"nothing to ask; `{around.CommandName} chat \"Write a haiku\"`");
        return ExitCodes.SaidNo;
    }

    /// <summary>Questions until an empty end of input.</summary>
    public async Task<int> OnAsync(CancellationToken cancellationToken)
    {
        await around.Error.WriteLineAsync($"talking to {model}; an empty line or Ctrl-D ends it");
        using var input = new StreamReader(around.StandardInput());
        while (true)
        {
            await around.Out.WriteAsync("> ");
            await around.Out.FlushAsync(cancellationToken);
            if (await input.ReadLineAsync(cancellationToken) is not { Length: > 0 } question)
            {
                return ExitCodes.Done;
            }

            // A refusal ends one answer, not the conversation.
            await AskAsync(question, cancellationToken);
        }
    }

    private async Task<int> AskAsync(string question, CancellationToken cancellationToken)
    {
        _messages.Add(("user", question));
        if ((await client.AskAsync(model, _messages, PieceAsync, cancellationToken)).Refused(out var refusal, out var reply))
        {
            return await ExitCodes.FailAsync(around, refusal);
        }

        if (reply.Error is null)
        {
            _messages.Add(("assistant", reply.Content));
        }
        else
        {
            // What was refused is not said again with the next question.
            _messages.RemoveAt(_messages.Count - 1);
        }

        await WriteAsync(await WithEventAsync(reply, cancellationToken));
        return reply.Error is null ? ExitCodes.Done : ExitCodes.SaidNo;
    }

    private async Task PieceAsync(string text)
    {
        if (!json)
        {
            await around.Out.WriteAsync(text);
            await around.Out.FlushAsync(CancellationToken.None);
        }
    }

    // On streams, headers describe admission only: verdict and cost are in the event, a moment after the end.
    private async Task<ChatReply> WithEventAsync(ChatReply reply, CancellationToken cancellationToken)
    {
        for (var look = 0; look < Looks && reply.RequestId is { } id; look++)
        {
            if (!(await control.GetAsync($"/v1/events/{Uri.EscapeDataString(id)}", cancellationToken)).Refused(out var refusal, out var found))
            {
                using (found)
                {
                    var call = found.RootElement;
                    return reply with { Verdict = call.GetProperty("verdict").GetString(), CostUsd = call.TryGetProperty("cost_usd", out var cost) && cost.ValueKind == JsonValueKind.Number ? cost.GetDecimal() : null };
                }
            }

            if (refusal.Kind != Records.RefusalKind.NotFound)
            {
                break;
            }

            await Task.Delay(Pause, around.Time, cancellationToken);
        }

        return reply;
    }

    private async Task WriteAsync(ChatReply reply)
    {
        if (json)
        {
            await JsonOutput.WriteAsync(around.Out, JsonSerializer.SerializeToElement(reply, CliJson.Default.ChatReply));
            return;
        }

        await around.Out.WriteLineAsync();
        if (reply.Error is { } error)
        {
            await around.Error.WriteLineAsync(error);
        }

        string?[] facts =
        [
            reply.Model,
            reply.Verdict is { } verdict ? $"verdict {verdict}" : null,
            reply.Policies is { Length: > 0 } policies ? policies : null,
            reply.CostUsd is { } cost ? $"cost {Show.Usd(cost)}" : null,
            reply.BudgetRemainingUsd is { } left ? $"budget left ${left}" : null,
            reply.Configuration,
            reply.RequestId,
        ];
        await around.Error.WriteLineAsync($"[{string.Join(" · ", facts.OfType<string>())}]");
    }
}
