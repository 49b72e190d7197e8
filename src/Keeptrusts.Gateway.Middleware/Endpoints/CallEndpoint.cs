using System.Diagnostics;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.Pipeline;
using Keeptrusts.Gateway.Middleware.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary>HTTP to call and back, whatever is asked for.</summary>
internal sealed class CallEndpoint(GatewayPipeline pipeline, CallLimit limit, IOptions<GatewayOptions> options, TimeProvider time)
{
    private const int Http2InternalError = 2;
    private static readonly TimeSpan ToBeSent = TimeSpan.FromMilliseconds(200);

    public async Task HandleAsync(HttpContext context, Surface surface, ErrorShape shape)
    {
        if (!limit.TryEnter())
        {
            await OpenAIErrors.WriteAsync(context, CallLimit.Overloaded, shape).ConfigureAwait(false);
            return;
        }

        try
        {
            var reply = new HttpCallReply(context);
            using var end = new CallEnd(context.RequestAborted);
            await pipeline.RunAsync(Call(context, surface, shape, reply, end, time.GetUtcNow())).ConfigureAwait(false);
            await EndAsync(context, reply).ConfigureAwait(false);
        }
        finally
        {
            limit.Leave();
        }
    }

    private static async ValueTask EndAsync(HttpContext context, HttpCallReply reply)
    {
        if (!reply.IsCut)
        {
            return;
        }

        var reset = context.Features.Get<IHttpResetFeature>();
        var heard = reply.HasStarted && !context.RequestAborted.IsCancellationRequested;
        if (heard && reset is null && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            // The server sends what is written and closes without the terminating chunk.
            throw new IncompleteResponseException();
        }

        // A reset overtakes what waits to be sent, and the server gives no word of when it was: without a moment between them the caller hears nothing of why.
        if (heard)
        {
            await Task.Delay(ToBeSent, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (reset is not null)
        {
            reset.Reset(Http2InternalError);
        }
        else
        {
            context.Abort(); // Over HTTP/1.0 a connection that is closed in order is the end of a whole answer.
        }
    }

    private InboundCall Call(HttpContext context, Surface surface, ErrorShape shape, HttpCallReply reply, CallEnd end, DateTimeOffset now) => new()
    {
        RequestId = Ids.New("req_", now),
        Surface = surface,
        ErrorShape = shape,
        Deployment = RawRouteValue.Of(context, GatewayRoutes.Deployment, surface.Path.Count(character => character == '/')),
        Untrusted = context.Request.Headers[UntrustedMessages.Header] is { Count: > 0 } untrusted ? untrusted.ToString() : null,
        Route = context.Request.Path.Value ?? "",
        ArrivedAt = now,
        ArrivedTimestamp = time.GetTimestamp(),
        Key = Credentials.Of(context, shape),
        UserHeader = context.Request.Headers[ActingUser.Header] is [{ } user, ..] ? user : null,
        UserHeaders = context.Request.Headers[ActingUser.Header].Count,
        TraceParent = Activity.Current is null && context.Request.Headers.TraceParent is [{ } trace] ? trace : null,
        Remote = ClientAddress.Of(context.Connection.RemoteIpAddress, context.Request.Headers["X-Forwarded-For"], options.Value.TrustedProxies),
        ReadBodyAsync = () => RequestBody.ReadAsync(context, options.Value.MaxRequestBytes, end.Either),
        Reply = reply,
        End = end,
    };
}
