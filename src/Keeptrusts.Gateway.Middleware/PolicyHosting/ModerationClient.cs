using System.Buffers;
using System.Net.Http.Headers;

namespace Keeptrusts.Gateway.Middleware.PolicyHosting;

/// <summary>
/// Posts JSON to moderation services. Redirects are not followed, cookies not kept, answers bounded; the policy that asks bounds the time.
/// </summary>
internal sealed class ModerationClient : IDisposable
{
    /// <summary>Most bytes of an answer.</summary>
    public const int MostBytes = 1024 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpMessageInvoker _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            EnableMultipleHttp2Connections = true,
            ActivityHeadersPropagator = null,
        },
        disposeHandler: true);

    /// <exception cref="HttpRequestException">The service cannot be reached, refuses, or says too much. The message holds nothing of what it said.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> PostAsync(Uri address, string? secret, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = Json;
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "keeptrusts");
        if (secret is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + secret);
        }

        using var response = await _http.SendAsync(request, cancellation).ConfigureAwait(false);
        if ((int)response.StatusCode is < 200 or > 299)
        {
            throw new HttpRequestException($"The moderation service answered with status {(int)response.StatusCode}.", null, response.StatusCode);
        }

        try
        {
            return await ReadAsync(response, cancellation).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new HttpRequestException("The moderation service's answer broke off.", e);
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var body = new ArrayBufferWriter<byte>(2048);
            while (true)
            {
                var count = await stream.ReadAsync(body.GetMemory(1), cancellation).ConfigureAwait(false);
                if (count == 0)
                {
                    return body.WrittenMemory;
                }

                body.Advance(count);
                if (body.WrittenCount > MostBytes)
                {
                    throw new HttpRequestException("The moderation service's answer is too large.");
                }
            }
        }
    }
}
