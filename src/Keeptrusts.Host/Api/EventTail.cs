using System.Globalization;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary>Writes events as server-sent events for as long as the reader stays, may read them, and the host lives.</summary>
internal sealed class EventTail(ApiCaller callers, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <param name="context">Where to write.</param>
    /// <param name="caller">Who reads: asked for anew before each event, since a token may be revoked, or its user lose a role, while the stream is open.</param>
    /// <param name="follow">The events.</param>
    public async Task WriteAsync(HttpContext context, Principal caller, Func<CancellationToken, IAsyncEnumerable<StoredEvent>> follow)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(": connected\n\n", ended.Token);
        try
        {
            await using var events = follow(ended.Token).GetAsyncEnumerator(ended.Token);
            while (await NextAsync(context, caller, events, ended) && MayStill(context, caller))
            {
                var item = events.Current;
                await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {item.Sequence}\ndata: {KeptContent.Without(item)}\n\n"), ended.Token);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The reader left or was shut out, or the host stops; either way the stream is over.
        }
    }

    private async Task<bool> NextAsync(HttpContext context, Principal caller, IAsyncEnumerator<StoredEvent> events, CancellationTokenSource ended)
    {
        var next = events.MoveNextAsync().AsTask();
        while (await Task.WhenAny(next, Task.Delay(KeepAlive, time, ended.Token)) != next)
        {
            if (ended.IsCancellationRequested)
            {
                break;
            }

            if (!MayStill(context, caller))
            {
                await ended.CancelAsync();
                break;
            }

            await context.Response.WriteAsync(": alive\n\n", ended.Token);
        }

        return await next;
    }

    private bool MayStill(HttpContext context, Principal caller) =>
        !callers.Of(context).Refused(out _, out var now) && now.May(Permission.Read) && now.Confinement == caller.Confinement;
}
