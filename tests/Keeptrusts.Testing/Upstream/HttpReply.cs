using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Testing.Upstream;

/// <summary>A fixed HTTP response: errors, HTML inside a 200, broken JSON.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The whole body.</param>
/// <param name="ContentType">Its media type.</param>
public sealed record HttpReply(int Status, string Body, string ContentType) : MockReply
{
    /// <summary>A JSON response.</summary>
    public static HttpReply Json(int status, string body) => new(status, body, "application/json");

    /// <summary>An error in OpenAI's shape.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">The message.</param>
    /// <param name="code">The code.</param>
    /// <param name="retryAfterSeconds">The header <c>retry-after</c>, if any.</param>
    public static HttpReply Error(int status, string message, string code, int? retryAfterSeconds = null)
    {
        var error = new JsonObject { ["message"] = message, ["type"] = status == 429 ? "requests" : "server_error", ["param"] = null, ["code"] = code };
        return Json(status, new JsonObject { ["error"] = error }.ToJsonString()) with
        {
            Headers = retryAfterSeconds is { } s
                ? new Dictionary<string, string> { ["retry-after"] = s.ToString(System.Globalization.CultureInfo.InvariantCulture) }
                : new Dictionary<string, string>(),
        };
    }

    /// <summary>A page of a proxy that thinks it is helping.</summary>
    public static HttpReply Html(int status = 200) =>
        new(status, "<!doctype html><html><body><h1>Welcome to the captive portal</h1></body></html>", "text/html; charset=utf-8");

    private protected override async Task WriteCoreAsync(HttpContext context, RecordedRequest request)
    {
        var body = Encoding.UTF8.GetBytes(Body);
        context.Response.StatusCode = Status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}
