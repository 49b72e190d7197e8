using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Testing.Upstream;

/// <summary>What the <see cref="MockUpstream"/> does with one request.</summary>
public abstract record MockReply
{
    /// <summary>Time before the first byte.</summary>
    public TimeSpan FirstByteDelay { get; init; }

    /// <summary>Extra response headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    internal async Task WriteAsync(HttpContext context, RecordedRequest request)
    {
        if (FirstByteDelay > TimeSpan.Zero)
        {
            await Task.Delay(FirstByteDelay, context.RequestAborted).ConfigureAwait(false);
        }

        foreach (var (name, value) in Headers)
        {
            context.Response.Headers[name] = value;
        }

        await WriteCoreAsync(context, request).ConfigureAwait(false);
    }

    private protected abstract Task WriteCoreAsync(HttpContext context, RecordedRequest request);
}
