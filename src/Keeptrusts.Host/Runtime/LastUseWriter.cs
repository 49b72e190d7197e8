using Keeptrusts.Host.ControlPlane.Tokens;

namespace Keeptrusts.Host.Runtime;

/// <summary>Writes down when keys were used last, many at once.</summary>
internal sealed class LastUseWriter(TokenSnapshot tokens, ITokenUses store, TimeProvider time, ILogger<LastUseWriter> log)
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
                await WriteAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>Writes what has not been written; trouble costs a time stamp, nothing else.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            var uses = tokens.TakeUses();
            if (uses.Count > 0)
            {
                await store.MarkUsedAsync(uses, cancellationToken);
            }
        }
        catch (Exception exception)
        {
            RuntimeLog.LastUsesFailed(log, exception.GetType().Name, Interval.TotalSeconds);
        }
    }
}
