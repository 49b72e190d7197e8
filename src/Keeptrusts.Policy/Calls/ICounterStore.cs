namespace Keeptrusts.Policy.Calls;

/// <summary>
/// Counts what policies limit: per key and window, and how many calls run at once. Policies have no storage of their own; the host supplies it.
/// Safe for use from several threads; never blocks on I/O.
/// </summary>
public interface ICounterStore
{
    /// <summary>The time by which windows are counted: the same for all who share the counters.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Adds to a counter if it then stays within the limit.</summary>
    /// <param name="key">Policy, scope and member, as one text.</param>
    /// <param name="amount">0 only asks whether anything is left.</param>
    /// <param name="limit">Most per window.</param>
    /// <param name="window">The window, which the key names too, so that what is given back later goes where it was taken.</param>
    CounterState TryAdd(string key, long amount, long limit, CounterWindow window);

    /// <summary>Adds to a counter what turned out to be used, whatever the limit; negative amounts give back.</summary>
    void Add(string key, long amount, CounterWindow window);

    /// <summary>Takes one of <paramref name="limit"/> places at once.</summary>
    CounterState TryEnter(string key, int limit);

    /// <summary>Gives a place back.</summary>
    void Exit(string key);
}
