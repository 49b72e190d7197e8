using System.Globalization;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary>Reads parameters of a query string; absent and empty are the same.</summary>
internal static class ApiQuery
{
    public static string? Text(this IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    public static bool Number(this IQueryCollection query, string name, long absent, out long number)
    {
        number = absent;
        return query.Text(name) is not { } text || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A time, or a span before now.</summary>
    /// <returns>What is wrong with it.</returns>
    public static Refusal? Time(this IQueryCollection query, string name, DateTimeOffset now, out DateTimeOffset? time)
    {
        time = null;
        if (query.Text(name) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            time = at;
            return null;
        }

        if (Lifetime.Parse(text, name, out var span) is null)
        {
            time = now - span;
            return null;
        }

        return new(RefusalKind.Invalid, $"{name}: `{text}` is neither a time (2026-03-31T12:00:00Z) nor a span (30m, 12h, 7d)");
    }

    /// <summary>The limit and the cursor of a page.</summary>
    /// <returns>What is wrong with them.</returns>
    public static Refusal? Page(this IQueryCollection query, int absent, int most, out int limit, out long? cursor)
    {
        var counted = query.Number("limit", absent, out var count);
        var placed = query.Number("cursor", -1, out var place);
        (limit, cursor) = ((int)Math.Min(count, int.MaxValue), place < 0 ? null : place);
        if (!counted || count > most)
        {
            return new(RefusalKind.Invalid, $"limit: give a number from 0 to {most}");
        }

        return placed ? null : new(RefusalKind.Invalid, "cursor: give the `next_cursor` of the page before");
    }
}
