using System.Globalization;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary>Writes events as server-sent events for as long as the reader stays and the host lives.</summary>
internal sealed class EventTail(IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public async Task WriteAsync(HttpContext context, Func<CancellationToken, IAsyncEnumerable<StoredEvent>> follow)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(": connected\n\n", ended.Token);
        try
        {
            await using var events = follow(ended.Token).GetAsyncEnumerator(ended.Token);
            while (await NextAsync(context, events, ended.Token))
            {
                var item = events.Current;
                await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {item.Sequence}\ndata: {item.Json}\n\n"), ended.Token);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The reader left or the host stops; either way the stream is over.
        }
    }

    private async Task<bool> NextAsync(HttpContext context, IAsyncEnumerator<StoredEvent> events, CancellationToken cancellationToken)
    {
        var next = events.MoveNextAsync().AsTask();
        while (await Task.WhenAny(next, Task.Delay(KeepAlive, time, cancellationToken)) != next)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            await context.Response.WriteAsync(": alive\n\n", cancellationToken);
        }

        return await next;
    }
}
