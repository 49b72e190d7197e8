using System.Collections.Frozen;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;
using Microsoft.AspNetCore.Routing.Template;

namespace Keeptrusts.Host.Api;

/// <summary>All routes of the control API.</summary>
internal sealed class ControlApi
{
    private readonly ApiGuard _guard;
    private readonly Lazy<byte[]> _openApi;
    private readonly IReadOnlyList<(TemplateMatcher Path, string Method)> _matchers;
    private readonly string _resources;
    private readonly FrozenDictionary<string, Permission> _permissions;

    public ControlApi(ApiGuard guard, IEnumerable<IApiRoutes> resources)
    {
        _guard = guard;
        Routes = [.. resources.SelectMany(resource => resource.Routes)];
        _permissions = Routes.ToFrozenDictionary(r => $"{r.Method} {r.Path}", r => r.Permission, StringComparer.Ordinal);
        _openApi = new(() => OpenApiText.Of(Routes)); // not in the way of a start
        _matchers = [.. Routes.Select(r => (new TemplateMatcher(TemplateParser.Parse(r.Path), []), r.Method))];
        _resources = string.Join(", ", Routes.Select(r => string.Join('/', r.Path.Split('/').Take(3))).Distinct().Order(StringComparer.Ordinal).Select(r => $"`{r}`"));
    }

    /// <summary>The table: every endpoint with what it needs.</summary>
    public IReadOnlyList<ApiRoute> Routes { get; }

    /// <summary>What an endpoint needs, for whoever does the same in another way.</summary>
    /// <param name="endpoint">Method and path as in the table, such as <c>POST /v1/tokens</c>.</param>
    public Permission PermissionOf(string endpoint) => _permissions[endpoint];

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var route in Routes)
        {
            routes.MapMethods(route.Path, [route.Method], _guard.Guard(route));
        }

        // What the API can do is no secret, and tools fetch it before anybody has a token.
        routes.MapGet(OpenApiText.Path, OpenApiAsync);
        foreach (var health in (string[])["/health", "/healthz", "/readyz"])
        {
            routes.MapGet(health, HealthAsync);
        }

        routes.MapFallback("/{**path}", UnknownAsync);
    }

    private static Task HealthAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("""{"status":"ok"}""");
    }

    private async Task OpenApiAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(_openApi.Value, context.RequestAborted);
    }

    private Task UnknownAsync(HttpContext context)
    {
        var methods = _matchers.Where(m => m.Path.TryMatch(context.Request.Path, [])).Select(m => m.Method).Distinct().ToList();
        if (methods.Count > 0)
        {
            context.Response.Headers.Allow = string.Join(", ", methods);
            return ApiAnswer.ProblemAsync(context, StatusCodes.Status405MethodNotAllowed, $"this takes {string.Join(", ", methods)} only");
        }

        if (HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/v1") && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            // A person with a browser: the console shows its own page for this.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return ApiAnswer.RefuseAsync(
            context,
            new(RefusalKind.NotFound, $"nothing is here; this is the control plane ({_resources}; `{OpenApiText.Path}` describes them), and models are called at the gateway's address"));
    }
}
