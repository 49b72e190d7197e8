using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Keeptrusts.Benchmarks.Report;

namespace Keeptrusts.Benchmarks.Lint;

/// <summary>Lint's figures as a table.</summary>
internal static class LintReport
{
    public static string Write(IReadOnlyList<LintFigure> figures, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Line(text, $"{now:yyyy-MM-dd}, one thread of {Environment.ProcessorCount} processors ({Machine.Processor}); {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}. Command: `dotnet run -c Release --project tests/Keeptrusts.Benchmarks -- --lint --write`");
        Line(text, $"");
        Line(text, $"Text in, findings out, in milliseconds of processor time: the first time, then the median of 15 once the runtime has compiled what is hot. Lists of what is only worth knowing end after 200 (KT0018).");
        Line(text, $"");
        Line(text, $"| document | policies | lines | first | warm | findings |");
        Line(text, $"|---|---:|---:|---:|---:|---|");
        foreach (var figure in figures)
        {
            Line(text, $"| {figure.Document.Shape} | {figure.Document.Policies:N0} | {figure.Document.Lines:N0} | {figure.First.TotalMilliseconds:0} | {figure.Warm.TotalMilliseconds:0.0} | {figure.Findings} |");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
