using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary>
/// What an address names, decoded once. The server decodes a path all but its <c>%2F</c>, after which that of a slash and that of a <c>%252F</c> look alike: so it is read
/// from the request line.
/// </summary>
internal static class RawRouteValue
{
    private const string Slash = "%2F";

    /// <param name="context">The request.</param>
    /// <param name="name">The route value's name.</param>
    /// <param name="segmentsAfter">How many segments of the path follow it.</param>
    public static string? Of(HttpContext context, string name, int segmentsAfter)
    {
        if (context.Request.RouteValues[name] is not string value || !value.Contains(Slash, StringComparison.OrdinalIgnoreCase))
        {
            return context.Request.RouteValues[name] as string;
        }

        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var segments = target.Split('?')[0].TrimEnd('/').Split('/');
        var (end, count) = (segments.Length - segmentsAfter, value.Split('/').Length);
        if (end < count)
        {
            return value;
        }

        // Where the request line is not what was routed (dots, a host that rewrites paths), the name stays as it is, which at worst nobody serves.
        var decoded = Uri.UnescapeDataString(string.Join('/', segments[(end - count)..end]));
        return WithSlashes(decoded) == WithSlashes(value) ? decoded : value;
    }

    private static string WithSlashes(string text) => text.Replace(Slash, "/", StringComparison.OrdinalIgnoreCase);
}
