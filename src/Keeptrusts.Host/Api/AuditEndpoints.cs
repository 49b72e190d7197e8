using System.Globalization;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Audit;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/audit</c>: who changed what through the control plane.</summary>
internal sealed class AuditEndpoints(IAuditStore store, TimeProvider time) : IApiRoutes
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

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
            Answer = typeof(Page<AuditView>),
        },
    ];

    private async Task ListAsync(HttpContext context, Principal caller)
    {
        var (query, now) = (context.Request.Query, time.GetUtcNow());
        var refusal = query.Time("since", now, out var since);
        refusal = query.Time("until", now, out var until) ?? refusal;
        refusal = query.Page(DefaultLimit, MaxLimit, out var limit, out var cursor) ?? refusal;
        if (refusal is not null)
        {
            await ApiAnswer.RefuseAsync(context, refusal);
            return;
        }

        var filter = new AuditFilter
        {
            Actor = query.Text("actor"),
            Action = query.Text("action"),
            ObjectId = query.Text("object"),
            Since = since,
            Until = until,
            Limit = limit,
        };
        var page = await store.BeforeAsync(filter, cursor ?? long.MaxValue, context.RequestAborted);
        var next = page.Count > 0 && page.Count == limit ? page[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null;
        await ApiAnswer.OkAsync(context, new Page<AuditView>([.. page.Select(AuditView.Of)], next), ControlJson.Sentences.PageAuditView);
    }
}
