using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors;

/// <summary>Boundaries that several detectors share.</summary>
internal static class Boundaries
{
    /// <summary>Whether a number may start here: not in a word, and not as the decimals or the next group of a dotted number.</summary>
    public static bool NumberStarts(ReadOnlySpan<char> left) =>
        left.IsEmpty || !(Letters.IsWord(left[^1]) || (left[^1] == '.' && left.Length > 1 && char.IsAsciiDigit(left[^2])));

    /// <summary>Whether an identifier may start here: as a number, and not as a later group of one written with hyphens or slashes.</summary>
    public static bool ValueStarts(ReadOnlySpan<char> left) =>
        NumberStarts(left) && !(left.Length > 1 && left[^1] is '-' or '/' && char.IsAsciiDigit(left[^2]));

    /// <summary>Whether a number may end here: no word character follows, nor a character of <paramref name="joiners"/> with a digit behind it.</summary>
    public static SpanEnd NumberEnds(ReadOnlySpan<char> following, bool atEnd, string joiners = ".")
    {
        if (following.IsEmpty)
        {
            return atEnd ? SpanEnd.Holds : SpanEnd.Undecided;
        }

        if (!joiners.Contains(following[0], StringComparison.Ordinal))
        {
            return Letters.IsWord(following[0]) ? SpanEnd.Fails : SpanEnd.Holds;
        }

        if (following.Length == 1)
        {
            return atEnd ? SpanEnd.Holds : SpanEnd.Undecided;
        }

        return char.IsAsciiDigit(following[1]) ? SpanEnd.Fails : SpanEnd.Holds;
    }
}
