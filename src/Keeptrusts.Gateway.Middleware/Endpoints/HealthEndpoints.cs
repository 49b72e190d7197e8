using System.Globalization;
using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Ports;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary>
/// <c>/health</c>, <c>/healthz</c>: the process answers. <c>/readyz</c>: calls can be served; by an older
/// configuration than the newest document, or within leased budgets only, where it says so.
/// </summary>
internal sealed class HealthEndpoints(Journal journal, IConfigurationHealth configuration, IBudgetLeases budgets)
{
    public static Task AliveAsync(HttpContext context) => WriteAsync(context, 200, "{\"status\":\"ok\"}");

    public async Task ReadyAsync(HttpContext context) => await (await CanRecordAsync().ConfigureAwait(false)
        ? WriteAsync(context, 200, Ready(configuration.Rejection, budgets.LeasesOnlySince))
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

    private static string Ready(ConfigurationRejection? rejected, DateTimeOffset? leasesOnly)
    {
        var ready = new JsonObject { ["status"] = "ready" };
        if (rejected is not null)
        {
            ready["configuration"] = "rejected";
            ready["rejected_at"] = Time(rejected.At);
            ready["first_diagnostic"] = rejected.Code;
            ready["in_force"] = rejected.InForce;
        }

        if (leasesOnly is { } since)
        {
            ready["budgets"] = "leases only";
            ready["budgets_since"] = Time(since);
        }

        return ready.ToJsonString();
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static Task WriteAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }
}
