namespace Keeptrusts.Policy.Calls;

/// <summary>Where a call stands with one rate limit, for the caller's headers.</summary>
/// <param name="Meter"><c>requests</c>, <c>tokens</c>, or <c>parallel</c> for calls at once (which has no window).</param>
/// <param name="Limit">Most per window, or at once.</param>
/// <param name="Remaining">What is left in this window after this call.</param>
/// <param name="ResetsIn">Until the window ends.</param>
public sealed record RateLimitState(string Meter, long Limit, long Remaining, TimeSpan ResetsIn)
{
    /// <summary>Whether this limit refuses the call.</summary>
    public bool Exceeded { get; init; }
}
