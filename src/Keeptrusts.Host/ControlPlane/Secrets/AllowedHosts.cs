using Keeptrusts.Gateway.Middleware.Nodes.Snapshots;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Secrets;

/// <summary>The hosts that a secret may be sent to: names as they stand in a URL, or <c>*.example.com</c> for all names below one.</summary>
internal static class AllowedHosts
{
    public static bool Allow(IEnumerable<string> allowed, string host) => HostPatterns.Allow(allowed, host);

    /// <summary>What is wrong with an entry; a port or a scheme belongs to a URL, not to a host.</summary>
    public static Refusal? Check(string entry) =>
        Uri.CheckHostName(entry.StartsWith("*.", StringComparison.Ordinal) ? entry[2..] : entry.Trim('[', ']')) is UriHostNameType.Unknown or UriHostNameType.Basic
            ? new(RefusalKind.Invalid, $"`{(entry.Length > 100 ? entry[..100] : entry)}` is no host; write a name like `api.openai.com` or `*.example.com`, without scheme, port and path")
            : null;
}
