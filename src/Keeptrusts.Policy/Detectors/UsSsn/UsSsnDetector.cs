using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.UsSsn;

/// <summary>US social security numbers: grouped 3-2-4, or nine digits after a word that says so.</summary>
internal sealed class UsSsnDetector() : PatternDetector(
    "US_SSN",
    "[0-9]{3}-[0-9]{2}-[0-9]{4}|[0-9]{3} [0-9]{2} [0-9]{4}",
    "[0-9]{9}|[0-9]{3}[.][0-9]{2}[.][0-9]{4}")
{
    private static readonly ContextWords Words = new(
        "ssn", "ssns", "ssnumber", "ssnnumber", "ssnum", "ssnno", "socialsecurityno", "socialsecurityid", "socialsecurity", "socialsecuritynumber", "social", "taxpayer", "sozialversicherungsnummer");

    public override EntityInfo Info { get; } = new()
    {
        Title = "US social security number (SSN)",
        Format = "Nine digits grouped 3-2-4 with hyphens or spaces; in context also together or with dots.",
        Check = "No check digit. The Social Security Administration issues no area 000, 666 or 9xx, no group 00 and no serial 0000 (ssa.gov, SSN randomization).",
        Regions = ["us"],
        Examples = ["His number is «123-45-6789».", "SSN: «123456789»", "{\"social_security_number\": \"«123.45.6789»\"}"],
        NotFound = ["SSN 666-12-3456", "SSN 123-00-4567", "order 123456789", "123-45-6789-1"],
        Limits = "Without a check digit, any other number grouped 3-2-4 is taken for one.",
    };

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
