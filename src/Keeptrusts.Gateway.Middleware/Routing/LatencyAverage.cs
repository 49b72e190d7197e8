namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>
/// How soon a target has been answering: a moving average of the time to the first byte. Writers may overtake each other and lose a measurement, which an
/// average can bear; no lock.
/// </summary>
internal sealed class LatencyAverage(TimeProvider time)
{
    /// <summary>How much the newest measurement counts.</summary>
    private const double Weight = 0.2;

    /// <summary>An average without a newer measurement is too old to go by: the target may have become faster.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    /// <summary>How often a target that nobody knows is tried.</summary>
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private double _milliseconds = double.NaN;
    private long _measuredAt;
    private long _triedAt = long.MinValue;

    public void Add(TimeSpan firstByte)
    {
        var known = Volatile.Read(ref _milliseconds);
        var next = double.IsNaN(known) ? firstByte.TotalMilliseconds : known + (Weight * (firstByte.TotalMilliseconds - known));
        Volatile.Write(ref _milliseconds, next);
        Volatile.Write(ref _measuredAt, time.GetTimestamp());
    }

    /// <summary>The average in milliseconds; <see langword="null"/> where there is none, or none that is fresh.</summary>
    public double? Milliseconds
    {
        get
        {
            var known = Volatile.Read(ref _milliseconds);
            return double.IsNaN(known) || time.GetElapsedTime(Volatile.Read(ref _measuredAt)) > Fresh ? null : known;
        }
    }

    /// <summary>Whether this call should go there to find out: at most one in a while does, so that a slow target is not given everything.</summary>
    public bool TryExplore()
    {
        var now = time.GetTimestamp();
        var tried = Volatile.Read(ref _triedAt);
        return (tried == long.MinValue || time.GetElapsedTime(tried, now) >= BetweenTries) && Interlocked.CompareExchange(ref _triedAt, now, tried) == tried;
    }
}
