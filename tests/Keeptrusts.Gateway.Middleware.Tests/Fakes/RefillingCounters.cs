using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.Tests.Fakes;

/// <summary>A share of a limit that is empty until it has been refilled.</summary>
internal sealed class RefillingCounters(TimeProvider time) : ICounterStore
{
    public TaskCompletionSource Refill { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The same for places at once, of which there is a share from the start.</summary>
    public Task Places { get; set; } = Task.CompletedTask;

    /// <summary>Ends when a call waits.</summary>
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Running { get; private set; }

    public DateTimeOffset Now => time.GetUtcNow();

    public CounterState TryAdd(string key, long amount, long limit, CounterWindow window)
    {
        if (Refill.Task.IsCompleted)
        {
            return new(true, limit - amount, TimeSpan.FromSeconds(7));
        }

        Asked.TrySetResult();
        return new(false, 0, TimeSpan.FromSeconds(7)) { Refill = Refill.Task };
    }

    public void Add(string key, long amount, CounterWindow window)
    {
    }

    public CounterState TryEnter(string key, int limit)
    {
        if (!Places.IsCompleted)
        {
            return new(false, 0, default) { Refill = Places };
        }

        Running++;
        return new(true, limit - Running, default);
    }

    public void Exit(string key) => Running--;
}
