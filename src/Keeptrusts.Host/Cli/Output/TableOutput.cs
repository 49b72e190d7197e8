using Spectre.Console;

namespace Keeptrusts.Host.Cli.Output;

/// <summary>Prints rows: a table for a person, tab-separated lines for a pipe.</summary>
internal static class TableOutput
{
    public static async Task WriteAsync(CliSurroundings around, string[] columns, IReadOnlyCollection<string[]> rows, string whenEmpty)
    {
        if (rows.Count == 0)
        {
            await around.Error.WriteLineAsync(whenEmpty);
        }
        else if (around.IsTerminal)
        {
            var table = new Table().Border(TableBorder.Simple);
            table.AddColumns([.. columns.Select(c => new TableColumn(new Text(c, new Style(decoration: Decoration.Bold))).NoWrap())]);
            foreach (var row in rows)
            {
                table.AddRow(row.Select(cell => new Text(cell)));
            }

            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(around.Out) }).Write(table);
        }
        else
        {
            await around.Out.WriteLineAsync(string.Join('\t', columns.Select(c => c.ToUpperInvariant())));
            foreach (var row in rows)
            {
                await around.Out.WriteLineAsync(string.Join('\t', row));
            }
        }
    }
}
