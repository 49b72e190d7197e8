namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>The authority's time, carried on by this machine's monotonic clock: setting the wall clock here moves no window.</summary>
/// <param name="At">The authority's time.</param>
/// <param name="Timestamp">When it was heard.</param>
internal sealed record LedgerClock(DateTimeOffset At, long Timestamp)
{
    public DateTimeOffset Now(TimeProvider time) => At + time.GetElapsedTime(Timestamp);
}
