using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.UsSsn;

/// <summary>US social security numbers: grouped 3-2-4, or nine digits after a word that says so.</summary>
internal sealed class UsSsnDetector() : PatternDetector(
    "US_SSN",
    "[0-9]{3}-[0-9]{2}-[0-9]{4}|[0-9]{3} [0-9]{2} [0-9]{4}",
    "[0-9]{9}|[0-9]{3}[.][0-9]{2}[.][0-9]{4}")
{
    private static readonly ContextWords Words = new(
        "ssn", "ssns", "ssnumber", "socialsecurity", "socialsecuritynumber", "social", "taxpayer", "sozialversicherungsnummer");

    public override ContextWords Context => Words;

    // A group before or after it (12-123-45-6789) makes it some other number.
    public override bool MayStart(ReadOnlySpan<char> left, char first) =>
        Boundaries.NumberStarts(left) && !(left.Length > 1 && left[^1] == '-' && char.IsAsciiDigit(left[^2]));

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        Boundaries.NumberEnds(following, atEnd, ".-");

    /// <summary>The Social Security Administration issues no area 000, 666 or 9xx, no group 00 and no serial 0000.</summary>
    public override double Score(in SpanText span)
    {
        Span<char> buffer = stackalloc char[9];
        var digits = Digits.Of(span.Folded, buffer);
        return digits[0] == '9' || digits[..3] is "000" or "666" || digits[3..5] is "00" || digits[5..] is "0000"
            ? 0
            : span.InContext ? 0.95 : 0.85;
    }
}
