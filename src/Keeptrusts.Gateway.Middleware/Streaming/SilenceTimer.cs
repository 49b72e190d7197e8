namespace Keeptrusts.Gateway.Middleware.Streaming;

/// <summary>
/// Awaits something slow and calls out whenever the caller has heard nothing for an interval: however much the provider says meanwhile that is not for the
/// caller, or not yet, and however many attempts are made.
/// </summary>
internal sealed class SilenceTimer(TimeSpan interval, TimeProvider time, Func<ValueTask> onSilence)
{
    /// <summary>When the caller was sent something last.</summary>
    public required long Since { get; set; }

    /// <summary>The caller was sent something.</summary>
    public void Spoke() => Since = time.GetTimestamp();

    public async ValueTask<T> WaitAsync<T>(Task<T> task)
    {
        if (interval <= TimeSpan.Zero)
        {
            return await task.ConfigureAwait(false);
        }

        while (!task.IsCompleted)
        {
            if (interval - time.GetElapsedTime(Since) is var left && left > TimeSpan.Zero)
            {
                await ((Task)task.WaitAsync(left, time)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // Whatever the task came to is seen below.
                continue;
            }

            await onSilence().ConfigureAwait(false);
            Spoke();
        }

        return await task.ConfigureAwait(false);
    }
}
