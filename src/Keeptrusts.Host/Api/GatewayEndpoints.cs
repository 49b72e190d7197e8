using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/gateways</c>.</summary>
internal sealed class GatewayEndpoints(GatewayService gateways, GatewayNodes nodes, ILiveConfigurations live, PlaneAddresses addresses) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/gateways", Permission.Read, "Lists gateways.", ListAsync) { Answer = typeof(Page<GatewayView>), Paged = true },
        new("GET", "/v1/gateways/{id}", Permission.Read, "Shows a gateway.", ShowAsync) { Answer = typeof(GatewayView) },
        new("GET", "/v1/gateways/{id}/nodes", Permission.Read, "Lists the processes that serve as a gateway, each with the health of its targets.", NodesAsync) { Answer = typeof(Page<NodeView>), Paged = true },
        new("PUT", "/v1/gateways/{id}", Permission.Administer, "Makes a gateway, or sets its configuration, the templates that keys may be taken from, and its environment.", PutAsync)
        {
            Body = typeof(GatewayWish), Answer = typeof(GatewayView), Conditional = true,
        },
    ];

    private Task ListAsync(HttpContext context, Principal caller) =>
        ApiAnswer.PageAsync(context, gateways.List().Select(View), g => g.Id, ControlJson.Default.PageGatewayView);

    private Task ShowAsync(HttpContext context, Principal caller) => AnswerAsync(context, gateways.Find(Id(context)));

    private async Task NodesAsync(HttpContext context, Principal caller)
    {
        if (gateways.Find(Id(context)).Refused(out var unknown, out var gateway))
        {
            await ApiAnswer.RefuseAsync(context, unknown);
            return;
        }

        await ApiAnswer.PageAsync(context, await nodes.ListAsync(gateway.Id, context.RequestAborted), n => n.Id, ControlJson.Default.PageNodeView);
    }

    private async Task PutAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.GatewayWish)).Refused(out var unreadable, out var wish))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
            return;
        }

        await AnswerAsync(context, await gateways.PutAsync(caller, Id(context), wish, EntityTag.Precondition(context, (Func<GatewayNode, GatewayView>)View, ControlJson.Default.GatewayView), context.RequestAborted));
    }

    private Task AnswerAsync(HttpContext context, Outcome<GatewayNode> outcome) => outcome.Refused(out var refusal, out var gateway)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.ObjectAsync(context, View(gateway), ControlJson.Default.GatewayView);

    private GatewayView View(GatewayNode gateway) => GatewayView.Of(
        gateway, live.Deployed.GetValueOrDefault(gateway.Configuration)?.Label, gateway.Id == GatewayNode.LocalId ? addresses.Gateway : null);

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
