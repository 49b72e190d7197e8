using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.ControlPlane.Events.Trail;

namespace Keeptrusts.Host.Runtime;

/// <summary>Signs checkpoints in time and deletes events whose time is over.</summary>
internal sealed class TrailUpkeep(EventIntake intake, Retention retention, TimeProvider time, ILogger<TrailUpkeep> log)
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long? swept = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(CheckpointKeeper.Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await intake.CheckpointAsync(cancellationToken);
                if (swept is not { } last || time.GetElapsedTime(last) >= SweepInterval)
                {
                    swept = time.GetTimestamp();
                    await SweepAsync(cancellationToken);
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The database is away; what was due stays due.
                RuntimeLog.UpkeepFailed(log, exception.GetType().Name);
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var deleted = await retention.SweepAsync(cancellationToken);
        if (deleted > 0)
        {
            RuntimeLog.EventsExpired(log, deleted);
        }
    }
}
