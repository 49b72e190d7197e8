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

        while (!task.IsCompleted)
        {
            using var stop = new CancellationTokenSource();
            var pause = Task.Delay(interval, time, stop.Token);
            if (await Task.WhenAny(task, pause).ConfigureAwait(false) == task)
            {
                await stop.CancelAsync().ConfigureAwait(false);
                break;
            }

            await onSilence().ConfigureAwait(false);
        }

        return await task.ConfigureAwait(false);
    }
}
