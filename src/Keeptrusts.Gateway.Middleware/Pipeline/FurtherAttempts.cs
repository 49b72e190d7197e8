using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Routing;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>
/// What follows a failed attempt: another target, or the same once more. Only for what the plan names as a trigger, never once an event of the answer was heard,
/// and never without money of its own.
/// </summary>
internal sealed class FurtherAttempts(RouteResolver routing, BudgetReservation budgets, AttemptEnds ends, TimeProvider time)
{
    /// <summary>Longest wait that a provider may ask for; who asks for more is not asked again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(2);

    /// <summary>Begins the attempt that follows, if one may.</summary>
    /// <returns>Its money; <see langword="null"/>: the ending is the call's.</returns>
    /// <exception cref="OperationCanceledException">The caller hung up.</exception>
    public async ValueTask<Hold?> BeginAsync(CallState state, Ending ending)
    {
        if (state.Attempt.Heard || state.Route is not { Itinerary: { } itinerary } failed || !itinerary.MayGoOnAfter(ending.Trouble))
        {
            return null;
        }

        itinerary.Failed(failed.Target, AgainAt(state, itinerary.Attempts));

        // Its money is free again, or spent, before the next attempt asks for some; and its breaker knows.
        ends.End(state, ending);
        if (routing.Next(itinerary, out var wait) is not { } next)
        {
            return null;
        }

        state.Route = next;
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, state.Record.Call.HungUp).ConfigureAwait(false);
        }

        if ((await budgets.ReserveAgainAsync(next).ConfigureAwait(false)).Refused(out _, out var hold))
        {
            return null;
        }

        state.BeginAttempt(hold);
        return hold;
    }

    /// <summary>Tells the caller's client not to try again what the gateway has tried again already.</summary>
    public static Ending Last(CallState state, Ending ending) =>
        ending is { Refusal: null, Status: < 400 } || state.Route?.Itinerary is not { Attempts: > 1 } ? ending : ending with
        {
            Refusal = ending.Refusal is { } refusal ? refusal with { Retryable = false } : null,
            Headers = ending.Refusal is not null ? ending.Headers : [.. ending.Headers.Where(header => header.Key != "x-should-retry"), new("x-should-retry", "false")],
        };

    /// <summary>When the same target may be asked again: only where the attempt cost nothing, and not where the provider says no.</summary>
    private long? AgainAt(CallState state, int attempts)
    {
        var asked = state.Upstream?.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(Math.Max(0, seconds)) : TimeSpan.Zero;
        if (state.Attempt.Billing != Billing.Nothing || state.Upstream?.ShouldRetry == "false" || asked > LongestWait)
        {
            return null;
        }

        var backoff = Backoff(attempts);
        return time.GetTimestamp() + (long)((asked > backoff ? asked : backoff).TotalSeconds * time.TimestampFrequency);
    }

    // Half of it is by chance, so that callers who failed together do not come back together.
    private static TimeSpan Backoff(int attempts)
    {
        var longest = Math.Min(LongestBackoff.TotalMilliseconds, FirstWait.TotalMilliseconds * Math.Pow(2, attempts - 1));
        return TimeSpan.FromMilliseconds(longest * (1 + Random.Shared.NextDouble()) / 2);
    }
}
