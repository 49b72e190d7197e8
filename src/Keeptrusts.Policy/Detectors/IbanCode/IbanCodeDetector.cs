using Keeptrusts.Policy.Detectors.CheckDigits;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.IbanCode;

/// <summary>International bank account numbers: a country's own structure and a valid check, compact or in groups of four.</summary>
internal sealed class IbanCodeDetector() : PatternDetector("IBAN_CODE", IbanStructures.Pattern)
{
    public override EntityInfo Info { get; } = new()
    {
        Title = "International bank account number (IBAN)",
        Format = "A country's two letters, two check digits and its own structure, together or in groups of four.",
        Check = "ISO 7064 MOD 97-10 (ISO 13616; structures from the SWIFT IBAN registry).",
        Examples = ["pay to «DE89 3704 0044 0532 0130 00»", "iban «gb29nwbk60161331926819»"],
        NotFound = ["DE89 3704 0044 0532 0130 01", "XX89370400440532013000"],
    };

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

        buffer[..4].CopyTo(buffer[count..]);
        return Iso7064.Mod97(buffer[4..(count + 4)]) == 1 && buffer[2..4] is not ("00" or "01" or "99") ? 1 : 0;
    }
}
