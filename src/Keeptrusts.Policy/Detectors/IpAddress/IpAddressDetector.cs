using System.Net;
using System.Net.Sockets;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.IpAddress;

/// <summary>IPv4 and IPv6 addresses of hosts: not loopback, not the documentation's, not version numbers.</summary>
internal sealed class IpAddressDetector() : PatternDetector("IP_ADDRESS", V4 + "|" + V6)
{
    private const string Octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private const string V4 = Octet + "(?:\\." + Octet + "){3}";
    private const string Group = "[0-9a-f]{1,4}";

    // The shape only; the parser knows how often `::` may stand.
    private const string V6 = "(?:" + Group + ")?(?::(?:" + Group + ")?){2,8}|(?:" + Group + ")?(?::(?:" + Group + ")?){1,6}:" + V4;

    private static readonly ContextWords NotAddresses = new(
        "v", "ver", "version", "versions", "release", "build", "firmware", "section", "chapter", "clause", "paragraph", "oid", "kapitel", "abschnitt");

    public override EntityInfo Info { get; } = new()
    {
        Title = "IP address",
        Format = "IPv4 in four decimal parts, IPv6 in hexadecimal groups.",
        Check = "Loopback, unspecified, broadcast and documentation addresses are refused (RFC 5737, 3849, 9637), as is IPv6 outside the assigned ranges.",
        Examples = ["host «8.8.8.8» answers", "from «2a00:1450:4001:81b::200e»/64"],
        NotFound = ["version 1.2.3.4", "127.0.0.1", "192.0.2.7", "std::cout", "1.2.3.4.5"],
        Limits = "A version number of four parts without such a word before it is taken for one.",
    };

    public override bool MayStart(ReadOnlySpan<char> left, char first) =>
        Boundaries.NumberStarts(left) && !(first == ':' && left is [.., ':']) && !(left is [.., var word, ':'] && Letters.IsWord(word) && first == ':');

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        span.Contains(':') && following is [':', ..] ? EndsBeforeColon(following, atEnd) : Boundaries.NumberEnds(following, atEnd);

    public override double Score(in SpanText span)
    {
        if (!IPAddress.TryParse(span.Folded, out var address) || IPAddress.IsLoopback(address))
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[16];
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            address.TryWriteBytes(bytes, out _);
            return address.IsIPv4MappedToIPv6 ? IsHost(bytes[12..]) ? 0.95 : 0 : IsHostV6(bytes) ? 0.95 : 0;
        }

        address.TryWriteBytes(bytes, out _);
        return IsHost(bytes) && !NotAddresses.Precede(span.Left, 1) ? 0.9 : 0;
    }

    private static SpanEnd EndsBeforeColon(ReadOnlySpan<char> following, bool atEnd) =>
        following.Length == 1 ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
        : following[1] == ':' || Letters.IsWord(following[1]) ? SpanEnd.Fails
        : SpanEnd.Holds;

    // Loopback, "this network", limited broadcast; RFC 5737 documentation ranges.
    private static bool IsHost(ReadOnlySpan<byte> b) =>
        b is not ([0 or 127, ..] or [255, 255, 255, 255, ..] or [192, 0, 2, ..] or [198, 51, 100, ..] or [203, 0, 113, ..]);

    // Global unicast without RFC 3849 and RFC 9637 documentation ranges, unique local, link local, multicast, NAT64.
    // Other ranges are not assigned, and their shape is also that of fingerprints and of scoped names.
    private static bool IsHostV6(ReadOnlySpan<byte> b) =>
        ((b[0] & 0xE0) == 0x20 && b is not [0x20, 0x01, 0x0D, 0xB8, ..] && !(b[0] == 0x3F && b[1] == 0xFF && b[2] < 0x10))
        || (b[0] & 0xFE) == 0xFC || (b[0] == 0xFE && (b[1] & 0xC0) == 0x80) || b[0] == 0xFF || b is [0, 0x64, 0xFF, 0x9B, ..];
}
