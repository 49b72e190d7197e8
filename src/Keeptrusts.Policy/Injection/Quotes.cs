using System.Buffers;

namespace Keeptrusts.Policy.Injection;

/// <summary>Quotation marks around a place.</summary>
internal static class Quotes
{
    private const int Farthest = 60;

    private static readonly SearchValues<char> Marks = SearchValues.Create("\"'`\u201C\u201D\u2018\u2019\u201E\u00AB\u00BB\u300C\u300D");

    /// <summary>Whether a mark stands before the place and one behind it, within the line and <see cref="Farthest"/> units.</summary>
    public static bool Enclose(ReadOnlySpan<char> units, int start, int end)
    {
        var before = units[Math.Max(0, start - Farthest)..start];
        var after = units[end..Math.Min(units.Length, end + Farthest)];
        before = before[(before.LastIndexOf('\n') + 1)..];
        after = after.IndexOf('\n') is >= 0 and var line ? after[..line] : after;
        return before.IndexOfAny(Marks) >= 0 && after.IndexOfAny(Marks) >= 0;
    }
}
