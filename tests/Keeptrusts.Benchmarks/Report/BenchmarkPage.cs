using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Benchmarks.Report;

/// <summary>Puts a table into docs/benchmarks.md, between its markers; what people wrote around it stays.</summary>
internal static class BenchmarkPage
{
    /// <summary>Writes a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="name">The name in its markers.</param>
    /// <returns>The page's path.</returns>
    public static string Update(string table, string name)
    {
        var opening = $"<!-- {name}: written by tests/Keeptrusts.Benchmarks -->";
        var closing = $"<!-- /{name} -->";
        var path = Path.Combine(RepositoryPaths.Root, "docs", "benchmarks.md");
        var page = File.Exists(path) ? File.ReadAllText(path) : $"# Benchmarks\n\n{opening}\n{closing}\n";
        var begin = page.IndexOf(opening, StringComparison.Ordinal);
        var end = page.IndexOf(closing, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{path} has lost its markers: put `{opening}` and `{closing}` on lines of their own where the table belongs.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"{page[..begin]}{opening}\n{table}{page[end..]}");
        return path;
    }
}
