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

    /// <summary>The next bytes have come: the idle limit counts anew.</summary>
    public void Heard() => Expect(_target.IdleTimeout);

    public void Dispose()
    {
        _hungUp.Dispose();
        _source.Dispose();
    }

    private void Expect(TimeSpan patience)
    {
        var left = _target.TotalTimeout - Elapsed;
        _source.CancelAfter(left < TimeSpan.Zero ? TimeSpan.Zero : left < patience ? left : patience);
    }
}
