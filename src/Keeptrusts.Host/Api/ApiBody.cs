using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary>Reads JSON bodies.</summary>
internal static class ApiBody
{
    /// <summary>The body, or what counts without one.</summary>
    public static Task<Outcome<T>> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, T absent)
        where T : class =>
        context.Request.ContentLength is 0 || (context.Request.ContentLength is null && !context.Request.Headers.ContainsKey("Transfer-Encoding") && context.Request.ContentType is null)
            ? Task.FromResult<Outcome<T>>(absent)
            : ReadAsync(context, type);

    public static async Task<Outcome<T>> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            return new Refusal(RefusalKind.Malformed, "send the body as JSON, with the header `Content-Type: application/json`");
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted) is { } value
                ? value
                : new Refusal(RefusalKind.Malformed, "the body is `null`; send an object");
        }
        catch (JsonException exception)
        {
            // The exception's own message may quote the body; its path does not.
            return new Refusal(RefusalKind.Malformed, $"the body does not fit: see `{exception.Path ?? "$"}` in line {exception.LineNumber + 1 ?? 1} (not JSON, an unknown or doubled field, or a wrong type)");
        }
    }
}
