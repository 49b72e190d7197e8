using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.MacAddress;

/// <summary>Hardware addresses of network interfaces: six pairs of hexadecimal digits, or three groups of four.</summary>
internal sealed class MacAddressDetector() : PatternDetector(
    "MAC_ADDRESS",
    "[0-9a-f]{2}(?::[0-9a-f]{2}){5}|[0-9a-f]{2}(?:-[0-9a-f]{2}){5}|[0-9a-f]{4}\\.[0-9a-f]{4}\\.[0-9a-f]{4}")
{
    public override EntityInfo Info { get; } = new()
    {
        Title = "Hardware address (MAC)",
        Format = "Six pairs of hexadecimal digits with colons or hyphens, or three groups of four with dots.",
        Check = "No check digit (IEEE 802). All zeros and all ones are refused, and so is a part of a longer chain of pairs, such as a fingerprint.",
        Examples = ["eth0 has «00:1A:2B:3C:4D:5E»", "laptop «3c-22-fb-90-0d-71»", "switch port «001a.2b3c.4d5e»"],
        NotFound = ["ff:ff:ff:ff:ff:ff", "00:1a:2b:3c:4d:5e:6f:70", "12:34:56"],
        Limits = "Any six pairs so written are taken for one.",
    };

    public override bool MayStart(ReadOnlySpan<char> left, char first) =>
        Boundaries.NumberStarts(left)
        && !(left is [.., var high, var low, ':' or '-'] && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low)
            && (left.Length == 3 || !Letters.IsWord(left[^4])));

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd)
    {
        if (following.IsEmpty || (following[0] is ':' or '-' or '.' && following.Length == 1))
        {
            return atEnd ? SpanEnd.Holds : SpanEnd.Undecided;
        }

        return Letters.IsWord(following[0]) || (following[0] is ':' or '-' or '.' && char.IsAsciiHexDigit(following[1])) ? SpanEnd.Fails : SpanEnd.Holds;
    }

    public override double Score(in SpanText span) =>
        span.Folded.ContainsAnyExcept("0:-.") && span.Folded.ContainsAnyExcept("f:-.") ? 0.9 : 0;
}
