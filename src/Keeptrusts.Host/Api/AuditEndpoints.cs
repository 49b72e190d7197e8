using System.Globalization;
using System.Runtime.CompilerServices;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Audit;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/audit</c>: who changed what through the control plane.</summary>
internal sealed class AuditEndpoints(IAuditStore store, TimeProvider time) : IApiRoutes
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    private static readonly string[] Columns = ["time", "actor", "action", "object", "before", "after"];

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/audit", Permission.Administer, "Lists changes made through the control plane, newest first, with before and after.", ListAsync)
        {
            Query =
            [
                ("actor", "Id of the token that asked, or `host`."),
                ("action", "Such as `token.create`, or `token` for all of them."),
                ("object", "Id of what was changed."),
                ("since", "A time, or a span before now such as 12h."),
                ("until", "A time, or a span before now; not included."),
                ("limit", "How many at most."),
                ("cursor", "The `next_cursor` of the page before."),
            ],
            Answer = typeof(Page<AuditView>), HasCsv = true,
        },
    ];

    /// <summary>Reads filters, limit and cursor from a query string.</summary>
    public static Outcome<AuditQuery> Read(IQueryCollection query, DateTimeOffset now)
    {
        var refusal = query.Time("since", now, out var since);
        refusal = query.Time("until", now, out var until) ?? refusal;
        refusal = query.Page(DefaultLimit, MaxLimit, out var limit, out var cursor) ?? refusal;
        return refusal is not null ? refusal : new AuditQuery(new()
        {
            Actor = query.Text("actor"),
            Action = query.Text("action"),
            ObjectId = query.Text("object"),
            Since = since,
            Until = until,
            Limit = limit,
        }, cursor ?? long.MaxValue);
    }

    private async Task ListAsync(HttpContext context, Principal caller)
    {
        var now = time.GetUtcNow();
        if (Read(context.Request.Query, now).Refused(out var refusal, out var query) || (refusal = CsvAnswer.Wanted(context.Request, out var csv)) is not null)
        {
            await ApiAnswer.RefuseAsync(context, refusal);
            return;
        }

        if (csv)
        {
            var most = context.Request.Query.Text("limit") is null ? long.MaxValue : query.Filter.Limit;
            await CsvAnswer.SendAsync(context, "audit", now, Columns, AllAsync(query, most, context.RequestAborted));
            return;
        }

        var page = await store.BeforeAsync(query.Filter, query.Before, context.RequestAborted);
        var next = page.Count > 0 && page.Count == query.Filter.Limit ? page[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null;
        await ApiAnswer.OkAsync(context, new Page<AuditView>([.. page.Select(AuditView.Of)], next), ControlJson.Sentences.PageAuditView);
    }

    private async IAsyncEnumerable<string?[]> AllAsync(AuditQuery query, long most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (before, rest) = (query.Before, most);
        while (rest > 0 && await store.BeforeAsync(query.Filter with { Limit = (int)Math.Min(rest, MaxLimit) }, before, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var entry in page)
            {
                yield return [entry.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), entry.Actor, entry.Action, entry.ObjectId, entry.Before, entry.After];
            }

            (before, rest) = (page[^1].Sequence, rest - page.Count);
        }
    }
}
