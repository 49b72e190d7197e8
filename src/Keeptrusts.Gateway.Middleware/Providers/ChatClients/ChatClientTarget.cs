using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Providers.Echo;
using Keeptrusts.Gateway.Middleware.Routing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Keeptrusts.Gateway.Middleware.Providers.ChatClients;

/// <summary>
/// Targets of provider <c>chat-client</c>: any chat client that the host registers under a name (<c>AddKeyedChatClient</c>). The call is translated for it,
/// and its answer back, so that all else is as with any other provider.
/// </summary>
/// <param name="services">The host's services.</param>
/// <param name="time">The clock.</param>
internal sealed class ChatClientTarget(IServiceProvider services, TimeProvider time)
{
    public const string Dialect = "chat-client";

    /// <summary>Asks the client.</summary>
    /// <returns>Its answer as a chat completion's, or why there is none.</returns>
    /// <exception cref="OperationCanceledException">The caller hung up, or a time limit passed.</exception>
    public async ValueTask<Step<UpstreamReply>> AskAsync(Route route, ReadOnlyMemory<byte> body, AttemptClock clock)
    {
        var target = route.Target;
        if (services.GetKeyedService<IChatClient>(target.Client) is not { } client)
        {
            return ChatClientRefusals.Unregistered(target);
        }

        if (new ChatRequest(target).Read(body).Refused(out var refusal, out var chat))
        {
            return refusal;
        }

        var stream = route.Cleared.Grant.Request.Stream;
        try
        {
            var json = new ChatReplyJson(EchoText.Id("chatcmpl-", Guid.NewGuid().ToString("N")), route.Model, time.GetUtcNow());
            var reply = stream
                ? await StreamAsync(client, chat, json, clock.Token).ConfigureAwait(false)
                : await WholeAsync(client, chat, json, clock.Token).ConfigureAwait(false);
            clock.Heard();
            route.Health?.Latency(stream).Add(clock.Elapsed);
            return reply;
        }
        catch (Exception e) when (e is not OperationCanceledException || !clock.Token.IsCancellationRequested)
        {
            return UpstreamRefusals.ClientFailed(target, e);
        }
    }

    private static async Task<UpstreamReply> WholeAsync(IChatClient client, Chat chat, ChatReplyJson json, CancellationToken cancellation)
    {
        var response = await client.GetResponseAsync(chat.Messages, chat.Options, cancellation).WaitAsync(cancellation).ConfigureAwait(false);
        return new(200, "application/json", new MemoryStream(json.Whole(response)), null);
    }

    // The first update is waited for here, so that a client that fails at once is one that another target can take the place of.
    private static async Task<UpstreamReply> StreamAsync(IChatClient client, Chat chat, ChatReplyJson json, CancellationToken cancellation)
    {
        var body = new ChatClientStream(client.GetStreamingResponseAsync(chat.Messages, chat.Options, cancellation), json, cancellation);
        try
        {
            await body.BeginAsync(cancellation).ConfigureAwait(false);
            return new(200, "text/event-stream", body, null);
        }
        catch
        {
            await body.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
