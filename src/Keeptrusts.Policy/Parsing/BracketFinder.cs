namespace Keeptrusts.Policy.Parsing;

/// <summary>Finds the bracket that is to blame when flow YAML does not end. A rough reading: it only places an error that is certain.</summary>
internal static class BracketFinder
{
    public static (int Offset, char Bracket, bool Closes)? FindTrouble(string text)
    {
        var open = new Stack<int>();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '#' && (i == 0 || char.IsWhiteSpace(text[i - 1])))
            {
                i = LineEnd(text, i);
            }
            else if (c is '"' or '\'' && StartsToken(text, i, open.Count > 0))
            {
                i = QuoteEnd(text, i);
            }
            else if (c is '[' or '{' && (open.Count > 0 || StartsToken(text, i, false)))
            {
                open.Push(i);
            }
            else if (c is ']' or '}' && open.Count > 0)
            {
                if (text[open.Peek()] != (c == ']' ? '[' : '{'))
                {
                    return (open.Peek(), text[open.Peek()], false);
                }

                open.Pop();
            }
            else if (c is ']' or '}' && StartsToken(text, i, false))
            {
                return (i, c, true);
            }
            else if (c is '|' or '>' && open.Count == 0 && StartsToken(text, i, false))
            {
                i = BlockEnd(text, i);
            }
        }

        return open.Count == 0 ? null : (open.Peek(), text[open.Peek()], false);
    }

    private static bool StartsToken(string text, int offset, bool inFlow)
    {
        var i = offset - 1;
        while (i >= 0 && text[i] is ' ' or '\t')
        {
            i--;
        }

        return i < 0 || text[i] is '\n' or '\r'
            || (inFlow && text[i] is '[' or '{' or ',' or ':')
            || (text[i] is ':' or '-' or '?' && i < offset - 1);
    }

    private static int QuoteEnd(string text, int offset)
    {
        var quote = text[offset];
        for (var i = offset + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && quote == '"')
            {
                i++;
            }
            else if (text[i] == quote)
            {
                return i;
            }
        }

        return text.Length;
    }

    private static int LineEnd(string text, int offset)
    {
        var end = text.IndexOf('\n', offset);
        return end < 0 ? text.Length : end;
    }

    // A block scalar ends with the first line that is not indented further than the line which introduces it.
    private static int BlockEnd(string text, int offset)
    {
        var lineStart = text.LastIndexOf('\n', offset) + 1;
        var indent = Indent(text, lineStart);
        var end = LineEnd(text, offset);
        while (end < text.Length)
        {
            var next = end + 1;
            var nextEnd = next >= text.Length ? text.Length : LineEnd(text, next);
            if (next < text.Length && text.Substring(next, nextEnd - next).Trim().Length > 0 && Indent(text, next) <= indent)
            {
                return end;
            }

            end = nextEnd;
        }

        return end;
    }

    private static int Indent(string text, int lineStart)
    {
        var i = lineStart;
        while (i < text.Length && text[i] == ' ')
        {
            i++;
        }

        return i - lineStart;
    }
}
