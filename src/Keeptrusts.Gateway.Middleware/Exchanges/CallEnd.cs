namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>What ends a call before its time: its caller hangs up, or somebody cuts it.</summary>
internal sealed class CallEnd : IDisposable
{
    // Never disposed: it has no timer, and who cuts the call may come a moment after its end.
    private readonly CancellationTokenSource _either = new();
    private readonly CancellationTokenRegistration _hungUp;
    private volatile bool _isCut;

    /// <param name="hungUp">Fires when the caller hangs up.</param>
    public CallEnd(CancellationToken hungUp)
    {
        HungUp = hungUp;
        _hungUp = hungUp.UnsafeRegister(static either => ((CancellationTokenSource)either!).Cancel(), _either);
    }

    /// <summary>Fires when the caller hangs up. What is sent goes by this one: a caller whose call is cut still has to hear why.</summary>
    public CancellationToken HungUp { get; }

    /// <summary>Fires when the caller hangs up or the call is cut.</summary>
    public CancellationToken Either => _either.Token;

    /// <summary>Whether the call was cut while its caller was still there.</summary>
    public bool IsCut => _isCut;

    /// <summary>Cuts the call. What waits for its end goes on on other threads, so that one call cannot hold up the next.</summary>
    public void Cut()
    {
        if (!_either.IsCancellationRequested)
        {
            _isCut = true;
            _ = _either.CancelAsync();
        }
    }

    public void Dispose() => _hungUp.Dispose();
}
