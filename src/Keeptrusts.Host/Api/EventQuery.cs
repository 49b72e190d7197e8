using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary>Reads the filters of <c>/v1/events</c> from a query string.</summary>
/// <param name="Filter">Which events.</param>
/// <param name="Cursor">From where on; <see langword="null"/>: from the newest.</param>
internal sealed record EventQuery(EventFilter Filter, long? Cursor)
{
    public static readonly (string Name, string Meaning)[] Filters =
    [
        ("key", "Id or name of the key."),
        ("team", "Id of the team."),
        ("user", "The key's owner."),
        ("model", "The model as asked for."),
        ("provider", "Id of the target that answered."),
        ("gateway", "Name of the gateway."),
        ("verdict", "allow, warn, redact, escalate or block."),
        ("reason", "The verdict's reason code, such as `pii_detected`."),
        ("outcome", "completed, refused, cancelled, cut or failed: at the provider or in the gateway, not by a policy."),
        ("policy", "Name of a policy that fired."),
        ("request", "The `x-request-id` of a response."),
        ("since", "A time, or a span before now such as 12h."),
        ("until", "A time, or a span before now; not included."),
    ];

    public static readonly (string Name, string Meaning)[] Parameters =
    [
        .. Filters,
        ("limit", "How many at most."),
        ("cursor", "The `next_cursor` of the page before."),
    ];

    private static readonly string[] Verdicts = ["allow", "warn", "redact", "escalate", "block"];

    /// <summary>How an exchange can end.</summary>
    public static readonly string[] Outcomes = ["completed", "refused", "cancelled", "cut", "failed"];

    public static Outcome<EventQuery> Read(IQueryCollection query, DateTimeOffset now)
    {
        if (query.Time("since", now, out var since) is { } badSince)
        {
            return badSince;
        }

        if (query.Time("until", now, out var until) is { } badUntil)
        {
            return badUntil;
        }

        if (query.Text("verdict") is { } verdict && !Verdicts.Contains(verdict))
        {
            return new Refusal(RefusalKind.Invalid, $"verdict: `{verdict}` is none of {string.Join(", ", Verdicts)}");
        }

        if (query.Text("outcome") is { } outcome && !Outcomes.Contains(outcome))
        {
            return new Refusal(RefusalKind.Invalid, $"outcome: `{outcome}` is none of {string.Join(", ", Outcomes)}");
        }

        if (query.Page(EventFilter.DefaultLimit, EventFilter.MaxLimit, out var limit, out var cursor) is { } badPage)
        {
            return badPage;
        }

        var filter = new EventFilter
        {
            Key = query.Text("key"),
            Team = query.Text("team"),
            User = query.Text("user"),
            Model = query.Text("model"),
            Provider = query.Text("provider"),
            Gateway = query.Text("gateway"),
            Verdict = query.Text("verdict"),
            Reason = query.Text("reason"),
            Outcome = query.Text("outcome"),
            Policy = query.Text("policy"),
            Request = query.Text("request"),
            Since = since,
            Until = until,
            Limit = limit,
        };
        return new EventQuery(filter, cursor);
    }
}
