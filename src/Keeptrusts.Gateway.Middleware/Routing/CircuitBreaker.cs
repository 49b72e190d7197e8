namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>
/// Leaves a failing target alone: closed until as many failures in a row as the plan says, then open for the cooldown, then half open for one call, whose end
/// decides. Asking a closed one takes no lock. What calls report that began before its last change of state does not count.
/// </summary>
internal sealed class CircuitBreaker(TimeProvider time)
{
    private readonly Lock _gate = new();
    private volatile int _failures;
    private volatile int _generation;
    private volatile bool _isOpen;
    private bool _isProbing;
    private long _openedAt;
    private TimeSpan _cooldown;
    private DateTimeOffset? _since;
    private DateTimeOffset _until;

    /// <summary>Asks whether a call may go to the target.</summary>
    /// <param name="ticket">What the call reports by.</param>
    public bool TryEnter(out int ticket)
    {
        ticket = _generation;
        if (!_isOpen)
        {
            return true;
        }

        lock (_gate)
        {
            ticket = _generation;
            if (!_isOpen)
            {
                return true;
            }

            if (_isProbing || time.GetElapsedTime(_openedAt) < _cooldown)
            {
                return false;
            }

            _isProbing = true;
            ticket = ++_generation;
            return true;
        }
    }

    /// <summary>The target begins to answer: enough to close a half open breaker, since the rest may take minutes.</summary>
    /// <returns>Whether that closed it.</returns>
    public bool Heard(int ticket) => _isOpen && Succeeded(ticket);

    /// <summary>The target answered to the end.</summary>
    /// <returns>Whether that closed the breaker.</returns>
    public bool Succeeded(int ticket)
    {
        if (_failures == 0 && !_isOpen)
        {
            return false;
        }

        lock (_gate)
        {
            if (ticket != _generation)
            {
                return false;
            }

            var closes = _isOpen;
            _failures = 0;
            if (closes)
            {
                (_isOpen, _isProbing, _since) = (false, false, time.GetUtcNow());
                _generation++;
            }

            return closes;
        }
    }

    /// <summary>The target failed.</summary>
    /// <param name="ticket">The call's.</param>
    /// <param name="threshold">Failures in a row that open the breaker.</param>
    /// <param name="cooldown">How long it then stays open.</param>
    /// <returns>Whether that opened the breaker.</returns>
    public bool Failed(int ticket, int threshold, TimeSpan cooldown)
    {
        lock (_gate)
        {
            if (ticket != _generation || (!_isOpen && ++_failures < threshold))
            {
                return false;
            }

            // A probe that failed does not begin the trouble anew.
            var now = time.GetUtcNow();
            (_since, _until) = (_isOpen ? _since : now, now + cooldown);
            (_isOpen, _isProbing, _openedAt, _cooldown) = (true, false, time.GetTimestamp(), cooldown);
            _generation++;
            return true;
        }
    }

    /// <summary>The call ended without saying anything about the target: the next one may try it.</summary>
    public void Left(int ticket)
    {
        if (!_isOpen)
        {
            return;
        }

        lock (_gate)
        {
            _isProbing &= ticket != _generation;
        }
    }

    /// <summary>How long it stays closed to calls; <see langword="null"/> while calls may go to the target.</summary>
    public TimeSpan? OpenFor()
    {
        if (!_isOpen)
        {
            return null;
        }

        lock (_gate)
        {
            var left = _cooldown - time.GetElapsedTime(_openedAt);
            return !_isOpen ? null : left > TimeSpan.Zero ? left : _isProbing ? TimeSpan.Zero : null;
        }
    }

    /// <summary>How it stands: its state, since when the target fails or answers again, and when an open one lets the next call pass.</summary>
    public (string State, DateTimeOffset? Since, DateTimeOffset? Until) Look()
    {
        lock (_gate)
        {
            return !_isOpen ? (BreakerStates.Closed, _since, null)
                : !_isProbing && time.GetElapsedTime(_openedAt) < _cooldown ? (BreakerStates.Open, _since, _until)
                : (BreakerStates.HalfOpen, _since, null);
        }
    }
}
