using System.IO.Pipelines;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary>An ASP.NET response as the pipeline sees it.</summary>
internal sealed class HttpCallReply(HttpContext context) : ICallReply
{
    public bool HasStarted { get; private set; }

    /// <summary>Whether the response must end without its end mark.</summary>
    public bool IsCut { get; private set; }

    public PipeWriter Body => context.Response.BodyWriter;

    public void Start(int status, string contentType, IReadOnlyList<KeyValuePair<string, string>> headers, long? contentLength = null)
    {
        HasStarted = true;
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = contentLength;
        foreach (var (name, value) in headers)
        {
            response.Headers[name] = value;
        }

        if (contentLength is null)
        {
            // Proxies in between must pass events on at once.
            response.Headers.CacheControl = "no-cache";
            response.Headers["x-accel-buffering"] = "no";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        }
    }

    public void Cut() => IsCut = true;
}
