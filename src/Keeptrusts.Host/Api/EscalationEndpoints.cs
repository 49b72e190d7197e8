using System.Globalization;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Escalations;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/escalations</c>. Who may decide is up to each escalation, so the service asks.</summary>
internal sealed class EscalationEndpoints(EscalationService escalations) : IApiRoutes
{
    private const int DefaultLimit = 50;

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/escalations", Permission.Read, "Lists escalations, newest first.", ListAsync)
        {
            Answer = typeof(Page<EscalationView>),
            Query =
            [
                ("status", "open, queued, claimed, resolved, approved, denied or expired; several by commas"), ("team", "a team's id"), ("limit", "1 to 200; 50"),
                ("cursor", "`next_cursor` of the page before"),
            ],
        },
        new("GET", "/v1/escalations/{id}", Permission.Read, "Shows an escalation; to those who decide, with what was said.", ShowAsync) { Answer = typeof(EscalationView) },
        new("POST", "/v1/escalations/{id}/claim", Permission.Read, "Takes an escalation on.", ClaimAsync) { Answer = typeof(EscalationView) },
        new("POST", "/v1/escalations/{id}/resolve", Permission.Read, "Approves or denies an escalation.", ResolveAsync) { Body = typeof(Resolution), Answer = typeof(EscalationView) },
    ];

    private async Task ListAsync(HttpContext context, Principal caller)
    {
        if (Read(context.Request.Query).Refused(out var refusal, out var filter))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
            return;
        }

        var found = await escalations.ListAsync(caller, filter with { Limit = filter.Limit + 1 }, context.RequestAborted);
        var page = found.Take(filter.Limit).ToList();
        await ApiAnswer.OkAsync(context, new Page<EscalationView>([.. page.Select(EscalationView.Of)], found.Count > page.Count ? page[^1].Id : null), ControlJson.Default.PageEscalationView);
    }

    private async Task ShowAsync(HttpContext context, Principal caller)
    {
        var shown = await escalations.ShowAsync(caller, Id(context), context.RequestAborted);
        await (shown.Refused(out var refusal, out var view) ? ApiAnswer.RefuseAsync(context, refusal) : ApiAnswer.OkAsync(context, view, ControlJson.Default.EscalationView));
    }

    private async Task ClaimAsync(HttpContext context, Principal caller) =>
        await AnswerAsync(context, await escalations.ClaimAsync(caller, Id(context), context.RequestAborted));

    private async Task ResolveAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.Resolution)).Refused(out var unreadable, out var resolution))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
            return;
        }

        await AnswerAsync(context, await escalations.ResolveAsync(caller, Id(context), resolution, context.RequestAborted));
    }

    private static Task AnswerAsync(HttpContext context, Outcome<Escalation> outcome) => outcome.Refused(out var refusal, out var escalation)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.OkAsync(context, EscalationView.Of(escalation), ControlJson.Default.EscalationView);

    /// <summary>Reads filters, limit and cursor from a query string.</summary>
    public static Outcome<EscalationFilter> Read(IQueryCollection query)
    {
        List<EscalationStatus> statuses = [];
        foreach (var word in query["status"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            EscalationStatus[]? meant = word switch
            {
                "open" => [EscalationStatus.Queued, EscalationStatus.Claimed],
                "resolved" => [EscalationStatus.Approved, EscalationStatus.Denied],
                _ => Enum.TryParse<EscalationStatus>(word, ignoreCase: true, out var status) && !char.IsAsciiDigit(word[0]) ? [status] : null,
            };
            if (meant is null)
            {
                return new Refusal(RefusalKind.Malformed, "`status` must be open, queued, claimed, resolved, approved, denied or expired");
            }

            statuses.AddRange(meant);
        }

        var limit = DefaultLimit;
        return query["limit"].ToString() is { Length: > 0 } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > EscalationFilter.MaxLimit)
            ? new Refusal(RefusalKind.Malformed, $"`limit` must be 1 to {EscalationFilter.MaxLimit}")
            : new EscalationFilter { Statuses = statuses, Team = Text(query, "team"), Before = Text(query, "cursor"), Limit = limit };
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
