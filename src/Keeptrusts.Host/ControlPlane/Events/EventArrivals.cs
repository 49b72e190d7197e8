namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>Wakes live tails when events have arrived in the store.</summary>
internal sealed class EventArrivals
{
    private TaskCompletionSource _next = NewSignal();

    /// <summary>Completes at the next arrival. Take it before looking into the store, or an arrival in between is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Signal() => Interlocked.Exchange(ref _next, NewSignal()).SetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
