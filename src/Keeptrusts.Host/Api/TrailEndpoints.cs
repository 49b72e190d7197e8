using System.Text;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Audit;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.ControlPlane.Events.Trail;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/events/export</c>, <c>/v1/events/checkpoints</c> and <c>/v1/events/public-key</c>: what others check the trail by.</summary>
internal sealed class TrailEndpoints(EventExport export, ITrailStore trail, CheckpointKey key, IAuditStore auditStore, AuditTrail audit, TimeProvider time) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/events/export", Permission.Read, "Writes events with their checkpoints as lines of JSON that verify offline.", ExportAsync) { Query = EventQuery.Filters },
        new("GET", "/v1/events/checkpoints", Permission.Read, "Lists the newest checkpoint of each chain; keep them elsewhere.", CheckpointsAsync) { Answer = typeof(Page<CheckpointView>), Paged = true },
        new("GET", "/v1/events/public-key", Permission.Read, "The public key of this control plane's checkpoints, in PEM.", PublicKeyAsync),
    ];

    private async Task ExportAsync(HttpContext context, Principal caller)
    {
        if (EventQuery.Read(context.Request.Query, time.GetUtcNow()).Refused(out var refusal, out var query))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
            return;
        }

        // What was said is in it where policies keep it: without that, nothing of it would verify.
        await auditStore.AddAsync(audit.Entry(caller, "event.export", "events", null, (string?)null), context.RequestAborted);
        context.Response.ContentType = "application/x-ndjson";
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        await foreach (var line in export.LinesAsync(caller, query.Filter, context.RequestAborted))
        {
            await writer.WriteLineAsync(line.AsMemory(), context.RequestAborted);
        }

        // Who reads a stream that was cut knows it by this line's absence.
        await writer.WriteLineAsync(TrailLine.End.AsMemory(), context.RequestAborted);
    }

    private async Task CheckpointsAsync(HttpContext context, Principal caller)
    {
        var newest = new List<CheckpointView>();
        foreach (var extent in await trail.ChainsAsync(context.RequestAborted))
        {
            newest.AddRange((await trail.CheckpointsAsync(extent.Chain, context.RequestAborted)).TakeLast(1).Select(CheckpointView.Of));
        }

        await ApiAnswer.PlacedPageAsync(context, newest, ControlJson.Sentences.PageCheckpointView);
    }

    private Task PublicKeyAsync(HttpContext context, Principal caller)
    {
        context.Response.ContentType = "application/x-pem-file";
        return context.Response.WriteAsync(key.PublicPem, context.RequestAborted);
    }
}
