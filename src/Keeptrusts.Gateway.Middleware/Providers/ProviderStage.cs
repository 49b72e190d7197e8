using System.Net.Sockets;
using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Providers.ChatClients;
using Keeptrusts.Gateway.Middleware.Providers.Echo;
using Keeptrusts.Gateway.Middleware.Translation.Anthropic;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Providers;

/// <summary>Step 6: ask the provider. One attempt; whether another follows is decided where the pipeline's order is.</summary>
internal sealed class ProviderStage(UpstreamClient client, ChatClientTarget chatClients, IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>Sends the call.</summary>
    /// <returns>The provider's answer, whatever its status, or why there is none.</returns>
    /// <exception cref="OperationCanceledException">The caller hung up.</exception>
    public async Task<Step<UpstreamReply>> AskAsync(Hold hold, ReadOnlyMemory<byte> body, AttemptClock clock, CancellationToken hungUp)
    {
        var target = hold.Route.Target;
        if (target.Provider == "echo")
        {
            return EchoProvider.Answer(hold.Route, body);
        }

        var translates = AnthropicTarget.Translates(target, hold.Route.Cleared.Grant.Request.Surface);
        if (translates)
        {
            if (ChatToMessages.Translate(body).Refused(out var untranslatable, out var message))
            {
                return untranslatable;
            }

            body = message;
        }

        if (!hold.MaySend)
        {
            return UpstreamRefusals.LeaseOver;
        }

        try
        {
            if (target.Dialect == ChatClientTarget.Dialect)
            {
                return await chatClients.AskAsync(hold.Route, body, clock).ConfigureAwait(false);
            }

            var reply = await client.SendAsync(hold.Route, body, hold.Route.Cleared.Grant.Request.Stream, clock.Token).ConfigureAwait(false);
            clock.Heard();
            if (reply.IsSuccess)
            {
                hold.Route.Health?.Latency(hold.Route.Cleared.Grant.Request.Stream).Add(clock.Elapsed);
            }

            return translates ? AnthropicTarget.Translated(reply, time.GetUtcNow(), options.Value.MaxResponseBytes, clock.Heard) : reply;
        }
        catch (OperationCanceledException e) when (!hungUp.IsCancellationRequested)
        {
            return UpstreamRefusals.TimedOut(target, unsent: e.InnerException is TimeoutException && !clock.Token.IsCancellationRequested);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException)
        {
            return UpstreamRefusals.Unreachable(target, unsent: IsUnsent(e));
        }
    }

    // A connection that breaks later may have carried the call to a provider that now works on it, and bills it.
    private static bool IsUnsent(Exception e) =>
        e is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        };
}
