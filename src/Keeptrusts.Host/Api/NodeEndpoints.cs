using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Nodes.Links;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Nodes;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/nodes/link</c>: the one connection of a gateway node.</summary>
internal sealed class NodeEndpoints(
    INodeFeed feed, INodeAuthority authority, NodeLinks links, IPrincipalDirectory principals, IEventIntake intake, ITokenStore tokens,
    IHostApplicationLifetime lifetime, IServiceProvider services, TimeProvider time) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/nodes/link", Permission.Serve, "Links a gateway node, over a WebSocket.", LinkAsync) { Status = StatusCodes.Status101SwitchingProtocols },
    ];

    private async Task LinkAsync(HttpContext context, Principal caller)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await ApiAnswer.RefuseAsync(context, new(RefusalKind.Malformed, "this is where gateway nodes connect, by WebSocket: start one with `kt gateway run --control-plane URL --gateway-token …`"));
            return;
        }

        var bearer = context.Request.Headers.Authorization.ToString()["Bearer ".Length..].Trim();
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = TimeSpan.FromSeconds(5), KeepAliveTimeout = TimeSpan.FromSeconds(10) });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var parts = new NodeLinkParts(feed, authority, intake, tokens, services.GetService<IBudgetAuthority>(), services.GetService<IEscalationDesk>(), services.GetService<IContentKeySource>());
        var link = new NodeLink(new LinkChannel(socket), parts, () => principals.Identify(bearer).Refused(out _, out var now) is false && now.May(Permission.Serve), time);
        using var counted = links.Enter();
        try
        {
            await link.RunAsync(ended.Token);
        }
        catch (Exception exception) when (ended.IsCancellationRequested || exception is LinkDownException)
        {
            // The node left, or this process stops: it connects again, here or elsewhere.
        }
    }
}
