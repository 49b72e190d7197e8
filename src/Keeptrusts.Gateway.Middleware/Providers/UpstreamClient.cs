using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Keeptrusts.Gateway.Middleware.Routing;

namespace Keeptrusts.Gateway.Middleware.Providers;

/// <summary>
/// Speaks HTTP to providers. Nothing of the caller's headers goes out: only the provider's own key and the body. Redirects are not followed,
/// cookies not kept.
/// </summary>
internal sealed class UpstreamClient(TimeProvider time) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly ConcurrentDictionary<TimeSpan, HttpMessageInvoker> _byConnectTimeout = new();
    private readonly UpstreamAddresses _addresses = new();

    public async Task<UpstreamReply> SendAsync(Route route, ReadOnlyMemory<byte> body, bool stream, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _addresses.Of(route.Target, route.Model, route.Cleared.Grant.Request.Surface))
        {
            Content = new ReadOnlyMemoryContent(body),
        };
        request.Content.Headers.ContentType = Json;
        request.Headers.TryAddWithoutValidation("Accept", stream ? "text/event-stream" : "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "keeptrusts");
        if (route.Target.Dialect == AnthropicTarget.Dialect)
        {
            AnthropicTarget.AddHeaders(request, route);
        }
        else if (route.Secret is not null && route.Target.Dialect == "azure-openai")
        {
            request.Headers.TryAddWithoutValidation("api-key", route.Secret);
        }
        else if (route.Secret is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + route.Secret);
        }

        var response = await Invoker(route.Target.ConnectTimeout).SendAsync(request, cancellationToken).ConfigureAwait(false);
        return new(
            (int)response.StatusCode,
            response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var type) ? type.ToString() : null,
            await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false),
            response)
        {
            RequestId = First(response, "x-request-id") ?? First(response, "request-id"),
            RetryAfterSeconds = RetryAfter.SecondsOf(response.Headers, time.GetUtcNow()),
            ShouldRetry = First(response, "x-should-retry"),
        };
    }

    public void Dispose()
    {
        foreach (var invoker in _byConnectTimeout.Values)
        {
            invoker.Dispose();
        }
    }

    private static string? First(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private HttpMessageInvoker Invoker(TimeSpan connectTimeout) => _byConnectTimeout.GetOrAdd(connectTimeout, static timeout => new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            EnableMultipleHttp2Connections = true,
            ActivityHeadersPropagator = null,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        },
        disposeHandler: true));
}
