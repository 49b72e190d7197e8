using System.Globalization;
using System.Text;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>Shows a place of a document: its line, and carets under what is meant.</summary>
internal sealed class SourceExcerpt
{
    // A document may be one line of JSON; nobody reads more than a terminal's width of it.
    private const int MostCharacters = 160;
    private const int ShownBefore = 60;

    private readonly string[] _lines;
    private readonly Dictionary<int, string> _shown = [];

    public SourceExcerpt(string text) => _lines = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');

    /// <summary>Two lines, each with its line end.</summary>
    public string Of(SourceSpan span)
    {
        var line = Line(span.Line);
        var start = Math.Min(span.Column - 1, line.Length);
        var end = span.EndLine > span.Line ? line.Length : Math.Min(span.EndColumn - 1, line.Length);
        var first = line.Length <= MostCharacters ? 0 : Math.Clamp(start - ShownBefore, 0, line.Length - MostCharacters);
        var last = Math.Min(first + MostCharacters, line.Length);
        var number = span.Line.ToString(CultureInfo.InvariantCulture);
        var excerpt = new StringBuilder();
        excerpt.Append(CultureInfo.InvariantCulture, $"  {number} | {line[first..last]}\n");
        excerpt.Append(' ', 2 + number.Length).Append(" | ");
        for (var i = first; i < start; i++)
        {
            // A tab is as wide below as it is above.
            excerpt.Append(line[i] == '\t' ? '\t' : ' ');
        }

        return excerpt.Append('^', Math.Max(1, Math.Min(end, last) - start)).Append('\n').ToString();
    }

    private string Line(int number)
    {
        if (!_shown.TryGetValue(number, out var line))
        {
            line = number <= _lines.Length ? SecretMask.Apply(_lines[number - 1]) : "";
            _shown[number] = line = string.Concat(line.Select(c => char.IsControl(c) && c != '\t' ? ' ' : c));
        }

        return line;
    }
}
