namespace Keeptrusts.Host.Api;

/// <summary>Whether a request comes from a page of this plane itself, as the browser says, which no page can change.</summary>
internal static class SameOrigin
{
    public static bool Allows(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
        && (request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, new Uri($"{request.Scheme}://{request.Host}").Authority, StringComparison.OrdinalIgnoreCase)));
}
