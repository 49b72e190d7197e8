using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Keeptrusts.Benchmarks.Comparison;
using Keeptrusts.Benchmarks.Roles;

namespace Keeptrusts.Benchmarks.Report;

/// <summary>The figures of paced streams as a table.</summary>
internal static class PacedReport
{
    public static string Write(IReadOnlyList<(string Name, PacedFigures Figures)> candidates, DateTimeOffset now)
    {
        var yarp = candidates.Single(c => c.Name == ComparisonRun.Yarp).Figures;
        var text = new StringBuilder();
        Line(text, $"{now:yyyy-MM-dd}, {Environment.ProcessorCount} processors ({Machine.Processor}), shared by load generator, mock upstream and candidate; {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}. Command: `dotnet run -c Release --project tests/Keeptrusts.Benchmarks -- --paced --write`");
        Line(text, $"");
        Line(text, $"Medians of {PacedRun.Rounds} interleaved rounds. {PacedRun.Streams:#,0} connections have {PacedRun.Each} streams each, one after the other, of {FastUpstream.PacedEventCount} events that the provider sends {PacedRun.Pace.TotalMilliseconds:0} ms apart: {PacedRun.Streams / PacedRun.Pace.TotalSeconds:#,0} events a second. An event's delay is the time from the provider's write to the caller's read. In brackets: the difference to YARP.");
        Line(text, $"");
        Line(text, $"| step | delay per event, p50 | p99 | processor time per event | events per stream that reach the caller | whole streams | memory |");
        Line(text, $"|---|---:|---:|---:|---:|---:|---:|");
        foreach (var (name, figures) in candidates)
        {
            Line(text, $"| {name} | {Time(figures.Delay, yarp.Delay)} | {Time(figures.LongDelay, yarp.LongDelay)} | {figures.Processor:0.0} µs | {figures.PerStream:0.0} | {figures.Whole:#,0} of {PacedRun.Streams * PacedRun.Each:#,0} | {figures.Megabytes:0} MB |");
        }

        return text.ToString();
    }

    private static string Time(double of, double yarp) => of == yarp ? Invariant($"{of:#,0} µs") : Invariant($"{of:#,0} µs ({of - yarp:+#,0;−#,0;0})");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(Invariant(line)).Append('\n');
}
