using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary>Which page of a list is wanted. A cursor names the last item that was given, so what comes and goes meanwhile shifts nothing.</summary>
/// <param name="Limit">How many items at most.</param>
/// <param name="After">The key of the item before the page; <see langword="null"/>: the first page.</param>
internal sealed record PageQuery(int Limit, string? After)
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 500;

    public static readonly (string Name, string Meaning)[] Parameters =
    [
        ("limit", "How many at most, 1 to 500; 100 without it."),
        ("cursor", "The `next_cursor` of the page before."),
    ];

    public static Outcome<PageQuery> Read(IQueryCollection query)
    {
        var limit = DefaultLimit;
        if (query["limit"].ToString() is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
        {
            return new Refusal(RefusalKind.Invalid, $"limit: give a number from 1 to {MaxLimit}");
        }

        if (query["cursor"].ToString() is not { Length: > 0 } cursor)
        {
            return new PageQuery(limit, null);
        }

        return Base64Url.IsValid(cursor)
            ? new PageQuery(limit, Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)))
            : new Refusal(RefusalKind.Invalid, "cursor: give the `next_cursor` of the page before");
    }

    /// <summary>The key that a cursor names; one that is none is as good as absent.</summary>
    public static string? Decode(string? cursor) => string.IsNullOrEmpty(cursor) || !Base64Url.IsValid(cursor) ? null : Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));

    /// <summary>Cuts the page out of a whole list.</summary>
    /// <param name="ordered">The list, in the order of its keys.</param>
    /// <param name="key">An item's key, which no other item has.</param>
    /// <param name="descending">Whether the keys fall.</param>
    public Page<T> Of<T>(IEnumerable<T> ordered, Func<T, string> key, bool descending = false)
    {
        var sign = descending ? -1 : 1;
        var items = ordered.Where(item => After is null || sign * string.CompareOrdinal(key(item), After) > 0).Take(Limit + 1).ToList();
        return items.Count <= Limit
            ? new(items)
            : new(items[..Limit], Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key(items[Limit - 1]))));
    }
}
