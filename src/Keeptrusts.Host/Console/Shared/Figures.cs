using System.Globalization;

namespace Keeptrusts.Host.Console.Shared;

/// <summary>How numbers are written: short, the same everywhere, and never rounded to nothing.</summary>
internal static class Figures
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary><c>$0</c>, <c>$0.00042</c>, <c>$1.25</c>, <c>$1,204</c>.</summary>
    public static string Usd(decimal? amount) => amount switch
    {
        null => "–",
        0 => "$0",
        < 0 and var debt => "-" + Usd(-debt),
        < 0.000001m => "<$0.000001",
        < 0.01m => "$" + amount.Value.ToString("0.######", Plain),
        < 1 => "$" + amount.Value.ToString("0.00##", Plain),
        < 1000 => "$" + amount.Value.ToString("0.00", Plain),
        _ => "$" + amount.Value.ToString("#,0", Plain),
    };

    /// <summary><c>950</c>, <c>12,400</c>, <c>1.2 M</c>.</summary>
    public static string Count(long count) => count switch
    {
        < 100_000 => count.ToString("#,0", Plain),
        < 1_000_000 => (count / 1000d).ToString("0", Plain) + " k",
        < 1_000_000_000 => (count / 1_000_000d).ToString("0.##", Plain) + " M",
        _ => (count / 1_000_000_000d).ToString("0.##", Plain) + " B",
    };

    /// <summary><c>0.04 ms</c>, <c>2.1 ms</c>, <c>38 ms</c>, <c>1.2 s</c>.</summary>
    public static string Ms(double milliseconds) => milliseconds switch
    {
        0 => "0 ms",
        < 0.01 => "<0.01 ms",
        < 1 => milliseconds.ToString("0.##", Plain) + " ms",
        < 10 => milliseconds.ToString("0.0", Plain) + " ms",
        < 1000 => milliseconds.ToString("0", Plain) + " ms",
        _ => (milliseconds / 1000).ToString("0.0", Plain) + " s",
    };

    /// <summary>A share, such as <c>3.1 %</c>.</summary>
    public static string Share(long part, long whole) =>
        whole == 0 ? "–" : part == 0 ? "0 %" : (100d * part / whole) is var percent && percent < 0.1 ? "<0.1 %" : percent.ToString(percent < 10 ? "0.#" : "0", Plain) + " %";

    /// <summary>A length of time, such as <c>42 s</c>, <c>3 min</c>, <c>2 h 5 min</c>, <c>4 d</c>.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => "<1 s",
        { TotalMinutes: < 1 } => $"{span.TotalSeconds.ToString("0", Plain)} s",
        { TotalHours: < 1 } => $"{span.Minutes} min{(span.Minutes < 10 && span.Seconds > 0 ? $" {span.Seconds} s" : "")}",
        { TotalDays: < 1 } => $"{span.Hours} h{(span.Minutes > 0 ? $" {span.Minutes} min" : "")}",
        _ => $"{(int)span.TotalDays} d",
    };

    /// <summary>A distance from now: <c>2 min ago</c>, <c>in 7 days</c>. console.js says the same.</summary>
    public static string Ago(TimeSpan distance)
    {
        var (size, future) = (distance.Duration(), distance > TimeSpan.Zero);
        if (size < TimeSpan.FromSeconds(5))
        {
            return "just now";
        }

        if (future)
        {
            // A key of 30 days has 29 days and some hours left a moment later; what people chose is the nearest.
            size += size switch
            {
                { TotalSeconds: < 60 } => TimeSpan.FromSeconds(0.5),
                { TotalMinutes: < 60 } => TimeSpan.FromMinutes(0.5),
                { TotalHours: < 48 } => TimeSpan.FromHours(0.5),
                { TotalDays: < 60 } => TimeSpan.FromDays(0.5),
                { TotalDays: < 730 } => TimeSpan.FromDays(15),
                _ => TimeSpan.FromDays(182.5),
            };
        }

        var text = size switch
        {
            { TotalSeconds: < 60 } => $"{(int)size.TotalSeconds} s",
            { TotalMinutes: < 60 } => $"{(int)size.TotalMinutes} min",
            { TotalHours: < 48 } => $"{(int)size.TotalHours} h",
            { TotalDays: < 60 } => $"{(int)size.TotalDays} days",
            { TotalDays: < 730 } => $"{(int)(size.TotalDays / 30)} months",
            _ => $"{(int)(size.TotalDays / 365)} years",
        };
        return future ? "in " + text : text + " ago";
    }
}
