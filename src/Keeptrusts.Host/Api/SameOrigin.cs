namespace Keeptrusts.Host.Api;

/// <summary>Whether a request comes from a page of this plane itself, as the browser says, which no page can change.</summary>
internal static class SameOrigin
{
    public static bool Allows(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        // An older browser: it names the origin, unless it was told to send no referrer.
        "" => request.Headers.Origin.ToString() is not { Length: > 0 } origin || IsOwn(origin, request),
        "same-origin" or "none" => true,
        _ => false,
    };

    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from) && Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var own)
        && string.Equals(from.Authority, own.Authority, StringComparison.OrdinalIgnoreCase) && from.Scheme == own.Scheme;
}
