using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Providers;

/// <summary>The time limits of one attempt, and the caller's own patience, in one token.</summary>
internal sealed class AttemptClock : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _hungUp;
    private readonly TargetPlan _target;
    private readonly TimeProvider _time;
    private readonly long _begun;
    private TimeSpan _patience, _since;

    public AttemptClock(TargetPlan target, TimeProvider time, CancellationToken hungUp)
    {
        _target = target;
        _time = time;
        _begun = time.GetTimestamp();
        _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _hungUp = hungUp.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        Expect(target.FirstByteTimeout);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Time since the attempt began.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_begun);

    /// <summary>Of that, what the caller took to receive what it was sent.</summary>
    public TimeSpan Apart { get; private set; }

    /// <summary>The next bytes have come: the idle limit counts anew.</summary>
    public void Heard() => Expect(_target.IdleTimeout);

    /// <summary>Waits for a caller who has to take what it is sent. That is not the provider's time: its limits stand still meanwhile.</summary>
    /// <exception cref="CallerStalledException">The caller took as long as a whole attempt may.</exception>
    public ValueTask<bool> ApartAsync(ValueTask<bool> sending) => sending.IsCompletedSuccessfully ? sending : StandStillAsync(sending.AsTask());

    public void Dispose()
    {
        _hungUp.Dispose();
        _source.Dispose();
    }

    private async ValueTask<bool> StandStillAsync(Task<bool> sending)
    {
        var since = Elapsed;
        _source.CancelAfter(Timeout.InfiniteTimeSpan);
        try
        {
            return await sending.WaitAsync(_target.TotalTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new CallerStalledException();
        }
        finally
        {
            var now = Elapsed;
            (Apart, _since) = (Apart + now - since, _since + now - since);
            Arm(now);
        }
    }

    private void Expect(TimeSpan patience)
    {
        (_patience, _since) = (patience, Elapsed);
        Arm(_since);
    }

    private void Arm(TimeSpan now)
    {
        var (idle, total) = (_patience - (now - _since), _target.TotalTimeout - (now - Apart));
        var left = idle < total ? idle : total;
        _source.CancelAfter(left < TimeSpan.Zero ? TimeSpan.Zero : left);
    }
}
