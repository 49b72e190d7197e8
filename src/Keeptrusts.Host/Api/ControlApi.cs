using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary>All routes of the control API.</summary>
internal sealed class ControlApi(ApiGuard guard, TokenEndpoints tokens, TeamEndpoints teams, EventEndpoints events, ConfigurationEndpoints configurations)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        tokens.Map(routes, guard);
        teams.Map(routes, guard);
        events.Map(routes, guard);
        configurations.Map(routes, guard);
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
        new(RefusalKind.NotFound, "nothing is here; this is the control plane (`/v1/tokens`, `/v1/teams`, `/v1/events`, `/v1/gateways`, `/v1/configurations`, `/v1/whoami`), and models are called at the gateway's address"));
}
