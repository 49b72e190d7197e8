using System.Net;

namespace Keeptrusts.Host.Records;

/// <summary>Where one plane listens, such as <c>127.0.0.1:41002</c>.</summary>
/// <param name="Address">The interface's address.</param>
/// <param name="Port">0 lets the system choose.</param>
internal sealed record ListenAddress(IPAddress Address, int Port)
{
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>The URL by which a client on this machine reaches it.</summary>
    public string Url => $"http://{new IPEndPoint(Reachable, Port)}";

    private IPAddress Reachable => Address.Equals(IPAddress.Any) ? IPAddress.Loopback
        : Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
        : Address;

    /// <summary>Reads <c>host:port</c>, where host is an IP address or <c>localhost</c>.</summary>
    public static Outcome<ListenAddress> Parse(string text, string option)
    {
        const string Localhost = "localhost:";
        var literal = text.StartsWith(Localhost, StringComparison.OrdinalIgnoreCase) ? $"127.0.0.1:{text[Localhost.Length..]}" : text;
        // IPEndPoint.TryParse takes a bare address too; a port must be written out.
        return literal.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(literal, out var point)
                && literal.EndsWith($":{point.Port}", StringComparison.Ordinal)
            ? new ListenAddress(point.Address, point.Port)
            : new Refusal(RefusalKind.Invalid, $"{option}: `{text}` is not an address with a port; write it like 127.0.0.1:8080");
    }
}
