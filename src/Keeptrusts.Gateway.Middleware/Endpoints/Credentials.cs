using Keeptrusts.Gateway.Middleware.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary>Where a caller's key stands: in <c>Authorization</c>, or in <c>api-key</c> where the path is Azure's.</summary>
internal static class Credentials
{
    private const string AzureHeader = "api-key";

    /// <returns>The key as <c>Authorization</c> has it; <see langword="null"/> where there is none, or more than one.</returns>
    public static string? Of(HttpContext context, ErrorShape shape)
    {
        var (standard, azure) = (context.Request.Headers.Authorization, shape == ErrorShape.Azure ? context.Request.Headers[AzureHeader] : default);
        return (standard.Count, azure.Count) switch
        {
            (1, 0) => standard[0],
            (0, 1) => "Bearer " + azure[0],
            _ => null,
        };
    }
}
