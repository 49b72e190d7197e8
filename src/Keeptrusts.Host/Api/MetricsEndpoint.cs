using Keeptrusts.Host.ControlPlane.Access;

namespace Keeptrusts.Host.Api;

/// <summary>
/// <c>/metrics</c>, for Prometheus. What it says names teams, models and targets of the whole organisation, so a token of a team does not do: it takes one of
/// the role <c>metrics</c>, or an administrator's.
/// </summary>
internal sealed class MetricsEndpoint : IApiRoutes
{
    /// <summary>Where it is.</summary>
    public const string Path = "/metrics";

    private RequestDelegate? _scrape;

    public IEnumerable<ApiRoute> Routes => [new("GET", Path, Permission.Measure, "Gives the metrics of this process, in the text format of Prometheus.", ScrapeAsync)];

    /// <summary>Says who writes them.</summary>
    public void Serve(RequestDelegate scrape) => _scrape = scrape;

    private Task ScrapeAsync(HttpContext context, Principal caller) => _scrape!(context);
}
