using System.Globalization;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>Reads spans of time as people type them: <c>30m</c>, <c>12h</c>, <c>7d</c>, <c>2w</c>.</summary>
internal static class Lifetime
{
    private const int MaxDays = 3660;

    /// <summary>Reads a span, at least one minute and at most ten years.</summary>
    public static Refusal? Parse(string text, string field, out TimeSpan span)
    {
        span = default;
        var minutesPerUnit = text.Length == 0 ? 0 : text[^1] switch { 'm' => 1, 'h' => 60, 'd' => 60 * 24, 'w' => 60 * 24 * 7, _ => 0 };
        if (minutesPerUnit == 0 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
        {
            return new(RefusalKind.Invalid, $"{field}: `{text}` is not a span of time; write it like 30m, 12h, 7d or 2w");
        }

        if ((long)count * minutesPerUnit > MaxDays * 24L * 60)
        {
            return new(RefusalKind.Invalid, $"{field}: `{text}` is longer than ten years; choose a shorter one, or none for a key that does not expire");
        }

        span = TimeSpan.FromMinutes((long)count * minutesPerUnit);
        return null;
    }

    /// <summary>A span as people type it, in the largest unit that fits.</summary>
    public static string Text(TimeSpan span)
    {
        var minutes = (long)span.TotalMinutes;
        return minutes % (60 * 24) == 0 ? $"{minutes / (60 * 24)}d" : minutes % 60 == 0 ? $"{minutes / 60}h" : $"{minutes}m";
    }
}
