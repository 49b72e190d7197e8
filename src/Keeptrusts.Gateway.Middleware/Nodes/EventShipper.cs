using Keeptrusts.Gateway.Middleware.Auditing;
using Microsoft.Extensions.Logging;

namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>Copies the gateway's journal to where they are kept; only then may the journal forget.</summary>
internal sealed class EventShipper(IEventFeed feed, IEventIntake intake, string journal, TimeProvider time, ILogger<EventShipper> log)
{
    private const int BatchSize = 1000;

    // Events may hold texts; what goes over a link has to fit into a message.
    private const int BatchBytes = 8 * 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(2);

    private JournalPosition? _position;

    /// <summary>Ships until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var position = await ShipAsync(cancellationToken).ConfigureAwait(false);
                await feed.WaitAsync(position, cancellationToken).ConfigureAwait(false);
                // A short wait lets a burst become one transaction.
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Whatever is wrong with the database: the journal keeps the events, so trying again is all there is to do.
                _position = null;
                NodeLog.ShippingFailed(log, exception.GetType().Name, PauseAfterFailure.TotalSeconds);
                await Task.Delay(PauseAfterFailure, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Ships everything that is in the journal now.</summary>
    public async Task<JournalPosition> ShipAsync(CancellationToken cancellationToken)
    {
        // Asked once: afterwards nobody else moves it.
        var position = _position ?? await feed.ResumeAsync(await intake.PositionAsync(journal, cancellationToken)).ConfigureAwait(false);
        var batch = new List<JournalEvent>();
        var bytes = 0L;
        await foreach (var call in feed.ReadAsync(position, cancellationToken))
        {
            batch.Add(call);
            bytes += call.Json.Length;
            position = call.Position;
            if (batch.Count == BatchSize || bytes >= BatchBytes)
            {
                bytes = 0;
                await CommitAsync(batch, cancellationToken).ConfigureAwait(false);
            }
        }

        await CommitAsync(batch, cancellationToken).ConfigureAwait(false);
        _position = position;
        return position;
    }

    /// <summary>Ships what is left at the end and signs it; what cannot be shipped waits in the journal for the next start.</summary>
    public async Task FinishAsync()
    {
        try
        {
            await ShipAsync(CancellationToken.None).ConfigureAwait(false);
            await intake.CheckpointAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            NodeLog.LastShippingFailed(log, exception.GetType().Name);
        }
    }

    private async Task CommitAsync(List<JournalEvent> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return;
        }

        await intake.TakeAsync(journal, batch, cancellationToken).ConfigureAwait(false);
        feed.Release(batch[^1].Position);
        batch.Clear();
    }
}
