using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Parsing;

/// <summary>The document's text with its lines: turns offsets into places.</summary>
internal sealed class SourceText
{
    private readonly int[] _lineStarts;

    public SourceText(string text)
    {
        Text = text;
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        _lineStarts = [.. starts];
    }

    /// <summary>A document's text, without a byte order mark.</summary>
    public static SourceText Of(string text) => new(text.Length > 0 && text[0] == '\uFEFF' ? text.Substring(1) : text);

    public string Text { get; }

    /// <summary>How many lines there are.</summary>
    public int Lines => _lineStarts.Length;

    /// <summary>The offset of a place.</summary>
    public int Offset(int line, int column) => Clamp(LineStart(line) + column - 1);

    /// <summary>A place that is never empty: at least one character, even at the end of the text.</summary>
    public SourceSpan Span(int start, int end)
    {
        start = Clamp(start);
        end = Math.Max(Clamp(end), start);

        // What a parser calls the end of a block is the start of the next; step back to the last visible character.
        while (end > start && char.IsWhiteSpace(Text[end - 1]))
        {
            end--;
        }

        var (line, column) = Place(start);
        var (endLine, endColumn) = Place(end);
        return end == start ? new SourceSpan(line, column, line, column + 1) : new SourceSpan(line, column, endLine, endColumn);
    }

    /// <summary>A place as it is, empty ones and white space included: for changes of the text.</summary>
    public SourceSpan Exact(int start, int end)
    {
        var (line, column) = Place(Clamp(start));
        var (endLine, endColumn) = Place(Clamp(end));
        return new SourceSpan(line, column, endLine, endColumn);
    }

    /// <summary>What ends the text's first line.</summary>
    public string LineEnd => _lineStarts.Length > 1 && _lineStarts[1] > 1 && Text[_lineStarts[1] - 2] == '\r' && Text[_lineStarts[1] - 1] == '\n' ? "\r\n"
        : _lineStarts.Length > 1 && Text[_lineStarts[1] - 1] == '\r' ? "\r" : "\n";

    /// <summary>The offset at which a 1-based line starts.</summary>
    public int LineStart(int line) => line <= 1 ? 0 : line > _lineStarts.Length ? Text.Length : _lineStarts[line - 1];

    public int LineOf(int offset) => Place(Clamp(offset)).Line;

    private int Clamp(int offset) => Math.Max(0, Math.Min(offset, Text.Length));

    private (int Line, int Column) Place(int offset)
    {
        var index = Array.BinarySearch(_lineStarts, offset);
        var line = index < 0 ? ~index - 1 : index;
        return (line + 1, offset - _lineStarts[line] + 1);
    }
}
