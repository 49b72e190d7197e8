using Keeptrusts.Gateway.Middleware.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary>Where a caller's key stands: in <c>Authorization</c>, or in the header that the path's dialect has for it: <c>api-key</c> (Azure), <c>x-api-key</c> (Anthropic).</summary>
internal static class Credentials
{
    public static SentKey Of(HttpContext context, ErrorShape shape)
    {
        var (standard, own) = (context.Request.Headers.Authorization, Header(shape) is { } header ? context.Request.Headers[header] : default);
        return (standard.Count, own.Count) switch
        {
            (1, 0) => standard[0],
            (0, 1) => "Bearer " + own[0],
            (0, 0) => default(SentKey),
            _ => new(null, Several: true),
        };
    }

    private static string? Header(ErrorShape shape) => shape switch
    {
        ErrorShape.Azure => "api-key",
        ErrorShape.Anthropic => "x-api-key",
        _ => null,
    };
}
