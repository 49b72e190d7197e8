using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.IbanCode;

/// <summary>International bank account numbers: a country's own structure and a valid check, compact or in groups of four.</summary>
internal sealed class IbanCodeDetector() : PatternDetector("IBAN_CODE", IbanStructures.Pattern)
{
    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        following.IsEmpty ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
        : Letters.IsWord(following[0]) ? SpanEnd.Fails
        : SpanEnd.Holds;

    /// <summary>ISO 7064 MOD 97-10 over the number with its first four characters moved to the end; 02 to 98 are the check digits in use.</summary>
    public override double Score(in SpanText span)
    {
        Span<char> buffer = stackalloc char[64];
        var count = 0;
        foreach (var c in span.Folded)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                buffer[count++] = c;
            }
        }

        var remainder = 0;
        for (var i = 0; i < count; i++)
        {
            var c = buffer[(i + 4) % count];
            remainder = char.IsAsciiDigit(c) ? ((remainder * 10) + c - '0') % 97 : ((remainder * 100) + c - 'a' + 10) % 97;
        }

        return remainder == 1 && buffer[2..4] is not ("00" or "01" or "99") ? 1 : 0;
    }
}
