using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Keeptrusts.Benchmarks.Report;

namespace Keeptrusts.Benchmarks.Inner;

/// <summary>The matcher's figures as a table.</summary>
internal static class MatcherReport
{
    public static string Write(MatcherFigures figures, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Line(text, $"{now:yyyy-MM-dd}, one thread of {Environment.ProcessorCount} processors ({Machine.Processor}); {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}. Command: `dotnet run -c Release --project tests/Keeptrusts.Benchmarks -- --matcher --write`");
        Line(text, $"");
        Line(text, $"All {figures.Detectors} detectors redact. From a cold start to the first judged text: {figures.Cold.TotalMilliseconds:0} ms of processor time, compilation of the code included. Texts of 64 KiB through a channel, medians of 7 rounds, in millions of characters per second of processor time:");
        Line(text, $"");
        Line(text, $"| text | whole | pieces of 16 | pieces of 4 | allocated per piece of 4 |");
        Line(text, $"|---|---:|---:|---:|---:|");
        foreach (var speed in figures.Speeds)
        {
            Line(text, $"| {speed.Kind} | {speed.Whole:0.0} | {speed.Sixteen:0.0} | {speed.Four:0.0} | {speed.BytesPerPiece:0.#} B |");
        }

        Line(text, $"");
        Line(text, $"Held back over all prefixes of the prose: {figures.Held.Mean:0.0} characters on average, {figures.Held.Percentile99} at the 99th percentile, {figures.Held.Most} at most.");
        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
