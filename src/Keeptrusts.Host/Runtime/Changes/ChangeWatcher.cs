using Keeptrusts.Host.ControlPlane.Changes;

namespace Keeptrusts.Host.Runtime.Changes;

/// <summary>
/// Brings what the planes keep in memory up to date with the database, whoever changed it. Goes on from the last change it has seen, so that nothing is missed
/// while it cannot hear.
/// </summary>
internal sealed class ChangeWatcher(IChangeFeed feed, TimeProvider time, ILogger<ChangeWatcher> log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PruneEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly Dictionary<string, Func<IReadOnlyCollection<string>, CancellationToken, Task>> _refresh = new(StringComparer.Ordinal);
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _seen;
    private long _deafSinceTicks;

    /// <summary>The number of the last change that is in memory.</summary>
    public long Seen => Volatile.Read(ref _seen);

    /// <summary>Since when the database cannot be asked; <see langword="null"/> while it can.</summary>
    public DateTimeOffset? DeafSince => Volatile.Read(ref _deafSinceTicks) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Ends with the next change. Take it before looking.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Says how a topic is brought up to date: given the ids that changed, or none where all of it may have.</summary>
    public void On(string topic, Func<IReadOnlyCollection<string>, CancellationToken, Task> refresh) => _refresh[topic] = refresh;

    /// <summary>Notes where the changes are. What is loaded after this misses none.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken) => Volatile.Write(ref _seen, await feed.NewestAsync(cancellationToken));

    /// <summary>Follows the changes until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        var prunedAt = time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var ear = await feed.ListenAsync(cancellationToken);
                while (true)
                {
                    await CatchUpAsync(cancellationToken);
                    Hears();
                    pause = FirstPause;
                    if (time.GetElapsedTime(prunedAt) > PruneEvery)
                    {
                        prunedAt = time.GetTimestamp();
                        await feed.PruneAsync(time.GetUtcNow() - Kept, cancellationToken);
                    }

                    await ear.WaitAsync(cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                IsDeaf(exception);
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>Takes over every change that there is.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var changes = await feed.AfterAsync(_seen, cancellationToken);
            if (changes is [])
            {
                return;
            }

            var newest = changes is null ? await feed.NewestAsync(cancellationToken) : changes[^1].Sequence;
            foreach (var (topic, refresh) in _refresh)
            {
                var ids = changes?.Where(c => c.Topic == topic).Select(c => c.ObjectId).ToHashSet(StringComparer.Ordinal);
                if (ids is null || ids.Count > 0)
                {
                    await refresh(ids is null || ids.Contains("") ? [] : ids, cancellationToken);
                }
            }

            // Only now: what failed is done again, and doing it twice does no harm.
            Volatile.Write(ref _seen, newest);
            Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
    }

    private void Hears()
    {
        if (Interlocked.Exchange(ref _deafSinceTicks, 0) > 0)
        {
            RuntimeLog.Hearing(log);
        }
    }

    private void IsDeaf(Exception exception)
    {
        if (Interlocked.CompareExchange(ref _deafSinceTicks, time.GetUtcNow().UtcTicks, 0) == 0)
        {
            RuntimeLog.Deaf(log, exception.GetType().Name);
        }
    }
}
