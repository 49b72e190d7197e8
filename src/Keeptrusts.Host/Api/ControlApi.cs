using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary>All routes of the control API.</summary>
internal sealed class ControlApi(ApiGuard guard, IEnumerable<IApiRoutes> resources)
{
    /// <summary>The table: every endpoint with what it needs.</summary>
    public IReadOnlyList<ApiRoute> Routes { get; } = [.. resources.SelectMany(resource => resource.Routes)];

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var route in Routes)
        {
            routes.MapMethods(route.Path, [route.Method], guard.Require(route.Permission, route.Handle));
        }

        foreach (var health in (string[])["/health", "/healthz", "/readyz"])
        {
            routes.MapGet(health, HealthAsync);
        }

        routes.MapFallback("/{**path}", NotFoundAsync);
    }

    private static Task HealthAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("""{"status":"ok"}""");
    }

    private static Task NotFoundAsync(HttpContext context) => ApiAnswer.RefuseAsync(
        context,
        new(RefusalKind.NotFound, "nothing is here; this is the control plane (`/v1/tokens`, `/v1/teams`, `/v1/events`, `/v1/gateways`, `/v1/configurations`, `/v1/escalations`, `/v1/secrets`, `/v1/webhooks`, `/v1/whoami`), and models are called at the gateway's address"));
}
