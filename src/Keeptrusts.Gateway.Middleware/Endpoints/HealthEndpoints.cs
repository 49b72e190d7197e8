using System.Globalization;
using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Routing;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary>
/// <c>/health</c>, <c>/healthz</c>: the process answers. <c>/readyz</c>: calls can be served; by an older configuration than the newest document, or without
/// others that are away, or with targets that keep failing, where it says so.
/// </summary>
internal sealed class HealthEndpoints(Journal journal, IConfigurationHealth configuration, IHostHealth host, IBudgetLeases budgets, TargetHealths targets)
{
    public static Task AliveAsync(HttpContext context) => WriteAsync(context, 200, "{\"status\":\"ok\"}");

    public async Task ReadyAsync(HttpContext context)
    {
        var (rejection, facts, reason) = (configuration.Rejection, host.Facts, await ReasonAsync().ConfigureAwait(false));
        var open = targets.Open();
        if (rejection is null && facts.Count == 0 && open.Count == 0 && reason is null && budgets.LeasesOnlySince is null)
        {
            await WriteAsync(context, 200, "{\"status\":\"ready\"}").ConfigureAwait(false);
            return;
        }

        var answer = new JsonObject { ["status"] = reason is null ? "ready" : "not_ready" };
        if (reason is not null)
        {
            answer["reason"] = reason;
        }

        foreach (var fact in facts)
        {
            answer[fact.Name] = fact.State;
            if (fact.Since is { } since)
            {
                answer[fact.Name + "_since"] = Time(since);
            }
        }

        if (budgets.LeasesOnlySince is { } leasesOnly)
        {
            answer["budgets"] = "leases only";
            answer["budgets_since"] = Time(leasesOnly);
        }

        if (open.Count > 0)
        {
            answer["targets"] = new JsonObject(open.Select(target => KeyValuePair.Create(
                target.Id, (JsonNode?)(target.OpenFor > TimeSpan.Zero ? $"failing, tried again in {Math.Ceiling(target.OpenFor.TotalSeconds):0} s" : "failing, being tried"))));
        }

        if (rejection is not null)
        {
            answer["configuration"] = "rejected";
            answer["rejected_at"] = Time(rejection.At);
            answer["first_diagnostic"] = rejection.Code;
            answer["in_force"] = rejection.InForce;
        }

        await WriteAsync(context, reason is null ? 200 : 503, answer.ToJsonString()).ConfigureAwait(false);
    }

    private async ValueTask<string?> ReasonAsync() => !await CanRecordAsync().ConfigureAwait(false) ? "the journal cannot be written"
        : host.StaleSince is not null ? "the control plane has been away for too long, so the configuration is stale"
        : null;

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

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static Task WriteAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }
}
