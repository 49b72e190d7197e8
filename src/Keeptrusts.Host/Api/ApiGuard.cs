using Microsoft.AspNetCore.Http.Features;

namespace Keeptrusts.Host.Api;

/// <summary>Stands before every endpoint: who asks, and may they?</summary>
internal sealed class ApiGuard(ApiCaller callers, Idempotency idempotency, ILogger<ApiGuard> log)
{
    public RequestDelegate Guard(ApiRoute route) => async context =>
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            if (callers.Of(context).Refused(out var refusal, out var caller))
            {
                await ApiAnswer.RefuseAsync(context, refusal);
            }
            else if (caller.Lacks(route.Permission) is { } lack)
            {
                await ApiAnswer.RefuseAsync(context, lack);
            }
            else
            {
                if (route.MostBytes is { } most && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                {
                    limit.MaxRequestBodySize = most;
                }

                await idempotency.RunAsync(context, caller, route);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller hung up.
        }
        catch (BadHttpRequestException exception)
        {
            await ApiAnswer.ProblemAsync(context, exception.StatusCode, "the request could not be read; check its size and its framing");
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            ApiLog.Failed(log, route.Method, route.Path, exception);
            await ApiAnswer.ProblemAsync(context, StatusCodes.Status500InternalServerError, "this failed on the side of the host; its log says more, and asking again is safe");
        }
    };
}
