using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Benchmarks.Report;

/// <summary>Puts the table into docs/benchmarks.md, between its markers; what people wrote around it stays.</summary>
internal static class BenchmarkPage
{
    private const string Begin = "<!-- table: written by tests/Keeptrusts.Benchmarks -->";
    private const string End = "<!-- /table -->";

    public static string Update(string table)
    {
        var path = Path.Combine(RepositoryPaths.Root, "docs", "benchmarks.md");
        var page = File.Exists(path) ? File.ReadAllText(path) : $"# Benchmarks\n\n{Begin}\n{End}\n";
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{path} has lost its markers: put `{Begin}` and `{End}` on lines of their own where the table belongs.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"{page[..begin]}{Begin}\n{table}{page[end..]}");
        return path;
    }
}
