namespace Keeptrusts.Gateway.Middleware.Nodes.Snapshots;

/// <summary>Hosts that a secret may go to: names, or <c>*.</c> before one for all below it.</summary>
internal static class HostPatterns
{
    public static bool Allow(IEnumerable<string> allowed, string host) => allowed.Any(entry => Matches(entry, host));

    private static bool Matches(string entry, string host) => entry.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(entry[1..], StringComparison.OrdinalIgnoreCase) && host.Length > entry.Length - 1
        : string.Equals(entry.Trim('[', ']'), host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
}
