namespace Keeptrusts.Policy.Calls;

/// <summary>What came of a counter.</summary>
/// <param name="Taken">Whether the amount was added.</param>
/// <param name="Remaining">What is left in the window, 0 or more.</param>
/// <param name="ResetsIn">Until the window ends; zero for places.</param>
public readonly record struct CounterState(bool Taken, long Remaining, TimeSpan ResetsIn)
{
    /// <summary>
    /// Where several gateways share a limit and this one's share was too small: ends when the share has been asked for again, after which trying once more
    /// may succeed. <see langword="null"/>: trying again is of no use now.
    /// </summary>
    public Task? Refill { get; init; }
}
