namespace Keeptrusts.Gateway.Middleware.Streaming;

/// <summary>
/// Awaits something slow, again and again, and calls out whenever the caller has heard nothing for an interval: however much the provider says meanwhile that
/// is not for the caller, or not yet. A stream has one timer for all its waits: it goes off at most once an interval, finds out how long it has been silent,
/// and goes on; a timer for each piece of an answer would cost more than the piece.
/// </summary>
internal sealed class SilenceTimer(TimeSpan interval, TimeProvider time, Func<ValueTask> onSilence) : IDisposable
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _silent;
    private ITimer? _timer;
    private long _since;
    private bool _armed;
    private bool _waiting;

    /// <summary>When the caller was sent something last.</summary>
    public required long Since
    {
        get
        {
            lock (_gate)
            {
                return _since;
            }
        }

        init => _since = value;
    }

    /// <summary>The caller was sent something.</summary>
    public void Spoke()
    {
        lock (_gate)
        {
            _since = time.GetTimestamp();
        }
    }

    public async ValueTask<T> WaitAsync<T>(Task<T> task)
    {
        if (interval > TimeSpan.Zero)
        {
            while (!task.IsCompleted)
            {
                await Task.WhenAny(task, Begin()).ConfigureAwait(false);
                if (End() && !task.IsCompleted)
                {
                    await onSilence().ConfigureAwait(false);
                    Spoke();
                }
            }
        }

        return await task.ConfigureAwait(false);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _waiting = false;
            _timer?.Dispose();
        }
    }

    private Task Begin()
    {
        lock (_gate)
        {
            _waiting = true;
            _silent ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_armed)
            {
                Arm(Left());
            }

            return _silent.Task;
        }
    }

    /// <returns>Whether it was silent for an interval.</returns>
    private bool End()
    {
        lock (_gate)
        {
            _waiting = false;
            if (_silent is not { Task.IsCompleted: true })
            {
                return false;
            }

            _silent = null;
            return Left() <= TimeSpan.Zero;
        }
    }

    private TimeSpan Left() => interval - time.GetElapsedTime(_since);

    private void Arm(TimeSpan left)
    {
        _armed = true;
        left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        if (_timer is null)
        {
            _timer = time.CreateTimer(static timer => ((SilenceTimer)timer!).Elapsed(), this, left, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer.Change(left, Timeout.InfiniteTimeSpan);
        }
    }

    private void Elapsed()
    {
        lock (_gate)
        {
            _armed = false;
            if (!_waiting)
            {
                return;
            }

            var left = Left();
            if (left > TimeSpan.Zero)
            {
                Arm(left);
            }
            else
            {
                _silent?.TrySetResult();
            }
        }
    }
}
