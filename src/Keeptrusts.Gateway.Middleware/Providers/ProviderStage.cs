using System.Net.Sockets;
using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Providers.Echo;

namespace Keeptrusts.Gateway.Middleware.Providers;

/// <summary>Step 6: ask the provider. One attempt; the caller's client retries what may be retried.</summary>
internal sealed class ProviderStage(UpstreamClient client)
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

        if (!hold.MaySend)
        {
            return UpstreamRefusals.LeaseOver;
        }

        try
        {
            var reply = await client.SendAsync(hold.Route, body, hold.Route.Cleared.Grant.Request.Stream, clock.Token).ConfigureAwait(false);
            clock.Heard();
            return reply;
        }
        catch (OperationCanceledException) when (!hungUp.IsCancellationRequested)
        {
            return UpstreamRefusals.TimedOut(target);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException)
        {
            return UpstreamRefusals.Unreachable(target);
        }
    }
}
