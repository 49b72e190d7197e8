using Keeptrusts.Host.ControlPlane.Escalations;

namespace Keeptrusts.Host.Runtime;

/// <summary>Ends escalations whose time is over, erases what they hold, and sees whether other nodes hold answers.</summary>
internal sealed class EscalationSweeper(IEscalationStore store, EscalationSignals signals, TimeProvider time, ILogger<EscalationSweeper> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromSeconds(15);

    private DateTimeOffset _swept;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                RuntimeLog.EscalationSweepFailed(log, exception.GetType().Name);
            }

            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One round.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _swept >= BetweenSweeps)
        {
            await store.ExpireAsync(now, cancellationToken);
            _swept = now;
        }

        var opened = signals.Opened;
        signals.Refresh(await store.HoldsAnswersAsync(now, cancellationToken), opened);
    }
}
