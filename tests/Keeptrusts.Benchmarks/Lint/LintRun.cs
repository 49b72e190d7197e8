using Keeptrusts.Policy;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Benchmarks.Lint;

/// <summary>Measures lint, in process.</summary>
internal static class LintRun
{
    private const int Rounds = 15;

    public static IReadOnlyList<LintFigure> Run()
    {
        var figures = new List<LintFigure>();
        foreach (var document in LintDocument.All())
        {
            var (first, found) = Measure(document);
            List<TimeSpan> times = [];
            for (var round = 0; round < 2 * Rounds; round++)
            {
                times.Add(Measure(document).Time);
            }

            // In the first half the runtime still compiles anew what is hot.
            figures.Add(new LintFigure(document, first, times.Skip(Rounds).Order().ElementAt(Rounds / 2), Summary(found)));
            Console.Error.WriteLine(figures[^1]);
        }

        return figures;
    }

    private static (TimeSpan Time, IReadOnlyList<Diagnostic> Found) Measure(LintDocument document)
    {
        GC.Collect();
        var began = Environment.CpuUsage.TotalTime;
        var found = PolicyEngine.Lint(document.Yaml);
        return (Environment.CpuUsage.TotalTime - began, found);
    }

    private static string Summary(IReadOnlyList<Diagnostic> found) =>
        found.Count == 0 ? "none" : string.Join(", ", found.GroupBy(d => d.Code).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} × {g.Key}"));
}
