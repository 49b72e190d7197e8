namespace Keeptrusts.Policy.Calls;

/// <summary>What came of a counter.</summary>
/// <param name="Taken">Whether the amount was added.</param>
/// <param name="Remaining">What is left in the window, 0 or more.</param>
/// <param name="ResetsIn">Until the window ends.</param>
public readonly record struct CounterState(bool Taken, long Remaining, TimeSpan ResetsIn);
