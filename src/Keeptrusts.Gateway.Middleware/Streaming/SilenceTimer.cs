namespace Keeptrusts.Gateway.Middleware.Streaming;

/// <summary>Awaits something slow and calls out at every interval of silence.</summary>
internal sealed class SilenceTimer(TimeSpan interval, TimeProvider time, Func<ValueTask> onSilence)
{
    public async ValueTask<T> WaitAsync<T>(Task<T> task)
    {
        if (interval <= TimeSpan.Zero)
        {
            return await task.ConfigureAwait(false);
        }

        while (true)
        {
            try
            {
                return await task.WaitAsync(interval, time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                if (task.IsCompleted)
                {
                    return await task.ConfigureAwait(false);
                }

                await onSilence().ConfigureAwait(false);
            }
        }
    }
}
