using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/gateways</c>, <c>/v1/configurations</c> and <c>/v1/whoami</c>.</summary>
internal sealed class ConfigurationEndpoints(IGatewayStore gateways, IConfigurationStore configurations, ILiveConfigurations live, PlaneAddresses addresses)
    : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/gateways", Permission.Read, "Lists gateways.", GatewaysAsync) { Answer = typeof(Page<GatewayView>) },
        new("GET", "/v1/configurations", Permission.Read, "Lists configurations with their versions.", ListAsync) { Answer = typeof(Page<ConfigurationView>) },
        new("GET", "/v1/configurations/{name}", Permission.Read, "Shows a configuration.", ShowAsync) { Answer = typeof(ConfigurationView) },
        new("GET", "/v1/whoami", Permission.Read, "Tells who asks.", WhoAmIAsync) { Answer = typeof(WhoAmI) },
    ];

    private async Task GatewaysAsync(HttpContext context, Principal caller)
    {
        var nodes = await gateways.ListAsync(context.RequestAborted);
        var views = nodes.Select(g => new GatewayView(
            g.Id,
            g.Configuration,
            live.Deployed.GetValueOrDefault(g.Configuration)?.Label,
            g.Id == GatewayNode.LocalId ? addresses.Gateway : null,
            g.CreatedAt));
        await ApiAnswer.OkAsync(context, new Page<GatewayView>([.. views]), ControlJson.Default.PageGatewayView);
    }

    private async Task ListAsync(HttpContext context, Principal caller)
    {
        var all = await configurations.ListAsync(context.RequestAborted);
        await ApiAnswer.OkAsync(context, new Page<ConfigurationView>([.. all.Select(c => View(c))]), ControlJson.Default.PageConfigurationView);
    }

    private async Task ShowAsync(HttpContext context, Principal caller)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        var all = await configurations.ListAsync(context.RequestAborted);
        var found = all.FirstOrDefault(c => c.Name == name);
        await (found is null
            ? ApiAnswer.RefuseAsync(context, new(RefusalKind.NotFound, $"no configuration `{name}`; `GET /v1/configurations` lists them"))
            : ApiAnswer.OkAsync(context, View(found, found.Versions.FirstOrDefault()?.Document), ControlJson.Default.ConfigurationView));
    }

    private Task WhoAmIAsync(HttpContext context, Principal caller) =>
        ApiAnswer.OkAsync(context, new WhoAmI(caller.Id, caller.Name, caller.TeamId, caller.Roles), ControlJson.Default.WhoAmI);

    private static ConfigurationView View(Configuration configuration, string? document = null) =>
        new(configuration.Name, configuration.Versions.FirstOrDefault()?.Revision ?? 0, [.. configuration.Versions.Select(VersionView.Of)], document);
}
