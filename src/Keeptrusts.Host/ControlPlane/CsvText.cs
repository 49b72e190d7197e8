namespace Keeptrusts.Host.ControlPlane;

/// <summary>Comma-separated values after RFC 4180, such that a spreadsheet runs nothing of what a stranger typed.</summary>
internal static class CsvText
{
    // What makes a spreadsheet take a cell for a formula; the wide ones count as the narrow ones in some.
    private const string Formula = "=+-@\t\r\n＝＋－＠";

    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell));

    /// <summary>One cell: text that would be a formula begins with an apostrophe, which spreadsheets show as text.</summary>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = Formula.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
