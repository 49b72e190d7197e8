using System.Globalization;
using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Events;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/events</c>.</summary>
internal sealed class EventEndpoints(EventService events, EventTail tail, TimeProvider time) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/events", Permission.Read, "Lists events, newest first.", ListAsync) { Query = EventQuery.Parameters, HasCsv = true },
        new("GET", "/v1/events/tail", Permission.Read, "Follows events as they come, as server-sent events.", TailAsync) { Query = EventQuery.Parameters },
        new("GET", "/v1/events/{reference}", Permission.Read, "Shows one event, by its id or its request's; where it keeps what was said, that is recorded in the audit log.", ShowAsync),
    ];

    private async Task ListAsync(HttpContext context, Principal caller)
    {
        if (EventQuery.Read(context.Request.Query, time.GetUtcNow()).Refused(out var refusal, out var query))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
            return;
        }

        if (CsvAnswer.Wanted(context.Request, out var csv) is { } unknown)
        {
            await ApiAnswer.RefuseAsync(context, unknown);
            return;
        }

        if (csv)
        {
            var most = context.Request.Query.Text("limit") is null ? long.MaxValue : query.Filter.Limit;
            var rows = events.AllAsync(caller, query.Filter, query.Cursor ?? long.MaxValue, most, context.RequestAborted).Select(EventCsv.Row);
            await CsvAnswer.SendAsync(context, "events", time.GetUtcNow(), EventCsv.Columns, rows);
            return;
        }

        var page = await events.ListAsync(caller, query.Filter, query.Cursor ?? long.MaxValue, context.RequestAborted);
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteStartArray("data");
        foreach (var item in page)
        {
            // Written by us as JSON; parsing it once more would only cost.
            writer.WriteRawValue(KeptContent.Without(item), skipInputValidation: true);
        }

        writer.WriteEndArray();
        var more = page.Count > 0 && page.Count == query.Filter.Limit;
        writer.WriteString("next_cursor", more ? page[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null);
        writer.WriteEndObject();
    }

    private async Task TailAsync(HttpContext context, Principal caller)
    {
        if (EventQuery.Read(context.Request.Query, time.GetUtcNow()).Refused(out var refusal, out var query))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
            return;
        }

        var resumed = long.TryParse(context.Request.Headers["Last-Event-ID"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var last);
        await tail.WriteAsync(context, caller, cancel => events.FollowAsync(caller, query.Filter, resumed ? last : query.Cursor, cancel));
    }

    private async Task ShowAsync(HttpContext context, Principal caller)
    {
        var reference = (string)context.Request.RouteValues["reference"]!;
        if ((await events.ReadAsync(caller, reference, context.RequestAborted)).Refused(out var refusal, out var found))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(found.Json, context.RequestAborted);
    }
}
