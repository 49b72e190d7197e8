namespace Keeptrusts.Host.Cli.Configurations;

/// <summary>Prints comparisons, in colour for a person.</summary>
internal static class DiffText
{
    private const string Red = "\e[31m";
    private const string Green = "\e[32m";
    private const string Cyan = "\e[36m";
    private const string Plain = "\e[0m";

    public static async Task WriteAsync(CliSurroundings around, string diff)
    {
        if (!around.IsTerminal || around.Variable("NO_COLOR") is not null)
        {
            await around.Out.WriteAsync(diff);
            return;
        }

        foreach (var line in diff.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colour = line[0] switch { '-' => Red, '+' => Green, '@' => Cyan, _ => "" };
            await around.Out.WriteLineAsync(colour.Length > 0 ? $"{colour}{line}{Plain}" : line);
        }
    }
}
