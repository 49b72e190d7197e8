using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Wire;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary>Errors outside the pipeline, in OpenAI's shape.</summary>
internal static class OpenAIErrors
{
    public static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var requestId = Ids.New("req_", TimeProvider.System.GetUtcNow());
        var response = context.Response;
        response.StatusCode = refusal.Status;
        response.ContentType = "application/json";
        response.Headers["x-request-id"] = requestId;
        response.Headers["x-keeptrusts-source"] = "gateway";
        if (!refusal.Retryable)
        {
            response.Headers["x-should-retry"] = "false";
        }

        if (refusal.Status == 401)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (refusal.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var body = ErrorBody.Write(refusal, requestId, ErrorShape.OpenAI);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    public static Task UnknownRouteAsync(HttpContext context) => WriteAsync(context, new()
    {
        Status = 404,
        Type = "invalid_request_error",
        Code = "unknown_route",
        Message = "This gateway does not serve this route, and forwards nothing that it does not govern. It serves POST /v1/chat/completions, GET /v1/models and GET /v1/models/{id}.",
    });

    public static Task WrongMethodAsync(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return WriteAsync(context, new()
        {
            Status = 405,
            Type = "invalid_request_error",
            Code = "method_not_allowed",
            Message = $"This route takes {allowed}.",
        });
    }
}
