using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace Keeptrusts.Host.Console.Chat;

/// <summary>Reads <c>[1]</c> as what it is in an answer, the citation of a passage, before it is taken for the beginning of a link.</summary>
internal sealed class CitationParser : InlineParser
{
    private const int MostDigits = 3;

    public CitationParser() => OpeningCharacters = ['['];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var (mark, digits) = (0, 0);
        for (; digits <= MostDigits && slice.PeekChar(digits + 1) is >= '0' and <= '9' and var digit; digits++)
        {
            mark = (mark * 10) + digit - '0';
        }

        // A link whose text is a number stays one.
        if (digits is 0 or > MostDigits || slice.PeekChar(digits + 1) != ']' || slice.PeekChar(digits + 2) == '(')
        {
            return false;
        }

        slice.Start += digits + 2;
        processor.Inline = new Citation(mark);
        return true;
    }

    /// <summary>A citation, until it is known whether there is such a passage.</summary>
    /// <param name="mark">Its number.</param>
    internal sealed class Citation(int mark) : LeafInline
    {
        public int Mark => mark;
    }
}
