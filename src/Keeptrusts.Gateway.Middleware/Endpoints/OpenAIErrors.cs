using System.Globalization;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Wire;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary>Errors outside the pipeline, in the shape that the caller's client knows.</summary>
internal static class OpenAIErrors
{
    public static Refusal UnknownRoute { get; } = new()
    {
        Status = 404,
        Type = "invalid_request_error",
        Code = "unknown_route",
        Message = "This gateway does not serve this route, and forwards nothing that it does not govern. It serves "
            + string.Join(", ", Surface.All.Select(surface => "POST /v1" + surface.Path))
            + ", GET /v1/models and GET /v1/models/{id}; and the same below /openai/v1, as Azure has it.",
    };

    public static Task WriteAsync(HttpContext context, Refusal refusal, ErrorShape shape = ErrorShape.OpenAI)
    {
        var requestId = Ids.New("req_", TimeProvider.System.GetUtcNow());
        var response = context.Response;
        response.StatusCode = refusal.Status;
        response.ContentType = "application/json";
        response.Headers["x-request-id"] = requestId;
        response.Headers["x-keeptrusts-source"] = "gateway";
        if (shape == ErrorShape.Anthropic)
        {
            response.Headers["request-id"] = requestId;
        }

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
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var body = ErrorBody.Write(refusal, requestId, shape);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>The answer to a route that nobody serves, where no key is looked at.</summary>
    public static Task UnknownRouteAsync(HttpContext context) => WriteAsync(context, UnknownRoute);

    public static Task WrongMethodAsync(HttpContext context, string allowed, ErrorShape shape)
    {
        context.Response.Headers.Allow = allowed;
        return WriteAsync(
            context,
            new()
            {
                Status = 405,
                Type = "invalid_request_error",
                Code = "method_not_allowed",
                Message = $"This route takes {allowed}.",
            },
            shape);
    }
}
