using Keeptrusts.Gateway.Middleware.Auditing;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary><c>/health</c>, <c>/healthz</c>: the process answers. <c>/readyz</c>: calls can be served.</summary>
internal sealed class HealthEndpoints(Journal journal)
{
    public static Task AliveAsync(HttpContext context) => WriteAsync(context, 200, "{\"status\":\"ok\"}");

    public Task ReadyAsync(HttpContext context) => journal.Healthy
        ? WriteAsync(context, 200, "{\"status\":\"ready\"}")
        : WriteAsync(context, 503, "{\"status\":\"not_ready\",\"reason\":\"the journal cannot be written\"}");

    private static Task WriteAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }
}
