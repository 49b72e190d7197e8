using Microsoft.Extensions.Logging;

namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>Writes down when keys were used last, many at once.</summary>
internal sealed class LastUseWriter(Func<IReadOnlyList<TokenUse>> takeUses, ITokenUses store, TimeProvider time, ILogger<LastUseWriter> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Writes every ten seconds until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!cancellationToken.IsCancellationRequested)
            {
                await WriteAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes what has not been written; trouble costs a time stamp, nothing else.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            var uses = takeUses();
            if (uses.Count > 0)
            {
                await store.MarkUsedAsync(uses, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            NodeLog.LastUsesFailed(log, exception.GetType().Name, Interval.TotalSeconds);
        }
    }
}
