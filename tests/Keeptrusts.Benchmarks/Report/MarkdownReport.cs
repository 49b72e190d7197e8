using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Keeptrusts.Benchmarks.Comparison;
using Keeptrusts.Benchmarks.Roles;

namespace Keeptrusts.Benchmarks.Report;

/// <summary>The figures as a table with their ratios to YARP's.</summary>
internal static class MarkdownReport
{
    public static string Write(IReadOnlyList<Candidate> candidates, int rounds, string command, DateTimeOffset now)
    {
        var yarp = candidates.Single(c => c.Name == ComparisonRun.Yarp);
        var text = new StringBuilder();
        Line(text, $"{now:yyyy-MM-dd}, {Environment.ProcessorCount} processors ({Machine.Processor}), shared by load generator, mock upstream and candidate; {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}. Command: `{command}`");
        Line(text, $"");
        Line(text, $"Medians of {rounds} interleaved rounds. Each candidate is a process of its own on loopback, before the same upstream. Prompt and answer have {Candidate.Prompt.Length} and {FastUpstream.Answer.Length} characters; a streamed answer comes in {FastUpstream.Events + 4} events. In brackets: × YARP for rates, the difference to YARP for times.");
        Line(text, $"");
        Line(text, $"| step | requests/s, {ComparisonRun.Connections} connections | p50, 1 connection | p99, 1 connection | first streamed event | streamed replies/s, {ComparisonRun.Connections} connections | processor time per answer, per stream |");
        Line(text, $"|---|---:|---:|---:|---:|---:|---:|");
        foreach (var candidate in candidates)
        {
            Line(text, $"| {candidate.Name} | {Rate(m => m.RequestsPerSecond)} | {Time(m => m.P50)} | {Time(m => m.P99)} | {Time(m => m.FirstEvent)} | {Rate(m => m.StreamsPerSecond)} | {candidate.Median(m => m.Processor):0} µs, {candidate.Median(m => m.StreamProcessor):0} µs |");

            string Rate(Func<Measures, double> measure)
            {
                var figure = Invariant($"{candidate.Median(measure):#,0}");
                return candidate == yarp ? figure : Invariant($"{figure} ({candidate.Median(measure) / yarp.Median(measure):0.00} ×)");
            }

            string Time(Func<Measures, double> measure)
            {
                var figure = Invariant($"{candidate.Median(measure):#,0} µs");
                return candidate == yarp ? figure : Invariant($"{figure} ({candidate.Median(measure) - yarp.Median(measure):+0;−0;0})");
            }
        }

        return text.ToString();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(Invariant(line)).Append('\n');
}
