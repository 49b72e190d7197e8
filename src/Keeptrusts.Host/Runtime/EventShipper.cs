using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime;

/// <summary>
/// Copies the gateway's journal into the database. The position moves in the transaction of the events, and an event that
/// is there already is skipped, so a crash at any point neither loses nor doubles one; only then may the journal forget.
/// </summary>
internal sealed class EventShipper(
    IEventFeed feed, IEventSink store, EventArrivals arrivals, string journal, TimeProvider time, ILogger<EventShipper> log)
{
    private const int BatchSize = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(2);

    /// <summary>Ships until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var position = await ShipAsync(cancellationToken);
                await feed.WaitAsync(position, cancellationToken);
                // A short wait lets a burst become one transaction.
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Whatever is wrong with the database: the journal keeps the events, so trying again is all there is to do.
                RuntimeLog.ShippingFailed(log, exception.GetType().Name, PauseAfterFailure.TotalSeconds);
                await Task.Delay(PauseAfterFailure, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Ships everything that is in the journal now.</summary>
    public async Task<JournalPosition> ShipAsync(CancellationToken cancellationToken)
    {
        var stored = await store.PositionAsync(journal, cancellationToken);
        var position = stored is null ? default : new JournalPosition(stored.Segment, stored.Offset);
        var batch = new List<StoredEvent>();
        await foreach (var call in feed.ReadAsync(position, cancellationToken))
        {
            batch.Add(StoredEventFactory.Of(journal, call.Position, call.Json));
            position = call.Position;
            if (batch.Count == BatchSize)
            {
                await CommitAsync(batch, position, cancellationToken);
            }
        }

        await CommitAsync(batch, position, cancellationToken);
        return position;
    }

    /// <summary>Ships what is left at the end; what cannot be shipped waits in the journal for the next start.</summary>
    public async Task FinishAsync()
    {
        try
        {
            await ShipAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            RuntimeLog.LastShippingFailed(log, exception.GetType().Name);
        }
    }

    private async Task CommitAsync(List<StoredEvent> batch, JournalPosition position, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return;
        }

        await store.AppendAsync(batch, new ShippingPosition { Journal = journal, Segment = position.Segment, Offset = position.Offset }, cancellationToken);
        feed.Release(position);
        arrivals.Signal();
        batch.Clear();
    }
}
