using System.Runtime.CompilerServices;
using Keeptrusts.Gateway.Middleware.Pipeline;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>A chat client whose every call is judged: what is asked, what is said, which functions are called.</summary>
/// <param name="inner">Asks the model.</param>
/// <param name="current">What governs a call.</param>
/// <param name="admission">Judges calls before their texts.</param>
/// <param name="owned">What ends with the client; <see langword="null"/>: nothing.</param>
internal sealed class GovernedChatClient(IChatClient inner, Func<ChatOptions?, ChatGovernance> current, ChatAdmission admission, IDisposable? owned) : DelegatingChatClient(inner)
{
    private readonly string? _defaultModel = inner.GetService<ChatClientMetadata>()?.DefaultModelId;

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (call, sent, sentOptions) = await ClearAsync(messages, options, cancellationToken).ConfigureAwait(false);
        using (call)
        {
            var response = await InnerClient.GetResponseAsync(sent, sentOptions, cancellationToken).ConfigureAwait(false);
            var shown = new ChatAnswer(call).Judge(response);
            await ConcludeAsync(call, cancellationToken).ConfigureAwait(false);
            return shown;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (call, sent, sentOptions) = await ClearAsync(messages, options, cancellationToken).ConfigureAwait(false);
        using (call)
        {
            // What has to be whole before any of it is shown waits here.
            var buffer = call.Scope.BufferedOutput ? new List<ChatResponseUpdate>() : null;
            var stream = new ChatStream(call);
            await foreach (var update in InnerClient.GetStreamingResponseAsync(sent, sentOptions, cancellationToken).ConfigureAwait(false))
            {
                foreach (var shown in stream.Take(update))
                {
                    if (buffer is null)
                    {
                        yield return shown;
                    }
                    else
                    {
                        buffer.Add(shown);
                    }
                }

                if (stream.Blocked)
                {
                    break;
                }
            }

            foreach (var shown in stream.Finish())
            {
                if (buffer is null)
                {
                    yield return shown;
                }
                else
                {
                    buffer.Add(shown);
                }
            }

            await ConcludeAsync(call, cancellationToken).ConfigureAwait(false);
            foreach (var shown in buffer ?? [])
            {
                yield return shown;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            owned?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static async ValueTask ConcludeAsync(GovernedCall call, CancellationToken cancellation) =>
        ChatViolations.Check(ChatViolations.Output, await OutputOutcome.JudgeAsync(call.Answer, cancellation).ConfigureAwait(false));

    private async ValueTask<(GovernedCall Call, IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> ClearAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var asked = messages.ToList(); // Read once: what is judged is what is sent.
        var governance = current(options);
        var model = options?.ModelId ?? _defaultModel;
        var call = await admission.AdmitAsync(governance, asked, options, model).ConfigureAwait(false);
        try
        {
            var (sent, sentOptions) = await ChatInput.ClearAsync(call, asked, options, model, governance.AllowRawOptions, cancellation).ConfigureAwait(false);
            call.Prompt = ChatTokens.Count(sent, sentOptions);
            return (call, sent, sentOptions);
        }
        catch
        {
            call.Dispose();
            throw;
        }
    }
}
