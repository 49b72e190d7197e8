using System.Globalization;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary>Reads the filters of <c>/v1/events</c> from a query string.</summary>
/// <param name="Filter">Which events.</param>
/// <param name="Cursor">From where on; <see langword="null"/>: from the newest.</param>
internal sealed record EventQuery(EventFilter Filter, long? Cursor)
{
    public static readonly (string Name, string Meaning)[] Parameters =
    [
        ("key", "Id or name of the key."),
        ("team", "Id of the team."),
        ("model", "The model as asked for."),
        ("verdict", "allow, warn, redact, escalate or block."),
        ("policy", "Name of a policy that fired."),
        ("since", "A time, or a span before now such as 12h."),
        ("limit", "How many at most."),
        ("cursor", "The `next_cursor` of the page before."),
    ];

    private static readonly string[] Verdicts = ["allow", "warn", "redact", "escalate", "block"];

    public static Outcome<EventQuery> Read(IQueryCollection query, DateTimeOffset now)
    {
        DateTimeOffset? since = null;
        if (Text(query, "since") is { } sinceText)
        {
            if (DateTimeOffset.TryParse(sinceText, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                since = time;
            }
            else if (Lifetime.Parse(sinceText, "since", out var span) is null)
            {
                since = now - span;
            }
            else
            {
                return Invalid($"since: `{sinceText}` is neither a time (2026-03-31T12:00:00Z) nor a span (30m, 12h, 7d)");
            }
        }

        if (Text(query, "verdict") is { } verdict && !Verdicts.Contains(verdict))
        {
            return Invalid($"verdict: `{verdict}` is none of {string.Join(", ", Verdicts)}");
        }

        if (!Number(query, "limit", EventFilter.DefaultLimit, out var limit) || limit is < 0 or > EventFilter.MaxLimit)
        {
            return Invalid($"limit: give a number from 0 to {EventFilter.MaxLimit}");
        }

        if (!Number(query, "cursor", -1, out var cursor))
        {
            return Invalid("cursor: give the `next_cursor` of the page before");
        }

        var filter = new EventFilter
        {
            Key = Text(query, "key"),
            Team = Text(query, "team"),
            Model = Text(query, "model"),
            Verdict = Text(query, "verdict"),
            Policy = Text(query, "policy"),
            Since = since,
            Limit = (int)limit,
        };
        return new EventQuery(filter, cursor < 0 ? null : cursor);
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static bool Number(IQueryCollection query, string name, long absent, out long number)
    {
        number = absent;
        return Text(query, name) is not { } text || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static Refusal Invalid(string message) => new(RefusalKind.Invalid, message);
}
