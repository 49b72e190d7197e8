using System.Globalization;
using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Ports;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary>
/// <c>/health</c>, <c>/healthz</c>: the process answers. <c>/readyz</c>: calls can be served; by an older configuration than the newest document, where it says so.
/// </summary>
internal sealed class HealthEndpoints(Journal journal, IConfigurationHealth configuration)
{
    public static Task AliveAsync(HttpContext context) => WriteAsync(context, 200, "{\"status\":\"ok\"}");

    public async Task ReadyAsync(HttpContext context) => await (await CanRecordAsync().ConfigureAwait(false)
        ? WriteAsync(context, 200, configuration.Rejection is { } rejection ? Rejected(rejection) : "{\"status\":\"ready\"}")
        : WriteAsync(context, 503, "{\"status\":\"not_ready\",\"reason\":\"the journal cannot be written\"}")).ConfigureAwait(false);

    // Who sends no calls to a gateway that is not ready would never learn that its disk has room again.
    private async ValueTask<bool> CanRecordAsync()
    {
        if (journal.Healthy)
        {
            return true;
        }

        try
        {
            await journal.ProbeAsync().ConfigureAwait(false);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string Rejected(ConfigurationRejection rejection) => new JsonObject
    {
        ["status"] = "ready",
        ["configuration"] = "rejected",
        ["rejected_at"] = rejection.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["first_diagnostic"] = rejection.Code,
        ["in_force"] = rejection.InForce,
    }.ToJsonString();

    private static Task WriteAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }
}
