using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.InputPolicies;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>
/// Step 4: which target may answer? The first in the strategy's order that the routing policies allow, that can be told the call, whose key is there and
/// whose breaker lets calls pass.
/// No attempt ever leaves the set that the policies cleared.
/// </summary>
internal sealed class RouteResolver(ISecretSource secrets, TargetOrder order, TargetHealths healths, ITranslatability translatability, TimeProvider time)
{
    /// <summary>The target of the first attempt.</summary>
    public Step<Route> Resolve(ClearedCall cleared, CallRecord record)
    {
        var clearance = cleared.Grant.Scope.ClearTargets(cleared.Grant.Candidates);
        record.Take(clearance.Outcome);
        if (clearance.Outcome.Verdict >= Verdict.Escalate || clearance.Targets.Count == 0)
        {
            return RoutingRefusals.NoneCleared(clearance.Outcome, record.Call);
        }

        var itinerary = new Itinerary(cleared, order.Of(cleared, clearance.Targets));
        return Unvisited(itinerary) is { } route ? route : None(itinerary);
    }

    /// <summary>The target of a further attempt: one not asked yet, else one that can be asked again.</summary>
    /// <param name="itinerary">Where the call has been.</param>
    /// <param name="wait">How long to wait before.</param>
    /// <returns><see langword="null"/>: there is none.</returns>
    public Route? Next(Itinerary itinerary, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        return Unvisited(itinerary) ?? Again(itinerary, out wait);
    }

    private Route? Unvisited(Itinerary itinerary)
    {
        for (var i = 0; i < itinerary.Targets.Count; i++)
        {
            // The echo answers with the question: who asked somebody else must not take that for an answer.
            var passedOver = i > 0 && itinerary.Targets[i].Provider == "echo";
            if (!passedOver && !itinerary.WasAt(i) && Obstacle(itinerary, itinerary.Targets[i]) is null && Enter(itinerary, itinerary.Targets[i]) is { } route)
            {
                return route;
            }
        }

        return null;
    }

    // Who is the only one says it when it is asked, and translates once.
    private Refusal? Obstacle(Itinerary itinerary, TargetPlan target) =>
        itinerary.Targets.Count == 1 ? null : translatability.Obstacle(target, itinerary.Cleared.Grant.Request);

    private Route? Again(Itinerary itinerary, out TimeSpan wait)
    {
        var now = time.GetTimestamp();
        wait = TimeSpan.Zero;
        foreach (var i in Enumerable.Range(0, itinerary.Targets.Count).Where(i => itinerary.AgainAt(i) is not null).OrderBy(itinerary.AgainAt))
        {
            if (Enter(itinerary, itinerary.Targets[i]) is { } route)
            {
                var at = itinerary.AgainAt(i)!.Value;
                wait = at > now ? time.GetElapsedTime(now, at) : TimeSpan.Zero;
                return route;
            }
        }

        return null;
    }

    private Route? Enter(Itinerary itinerary, TargetPlan target)
    {
        if (Secret(target, out var secret) is not null)
        {
            return null;
        }

        var plan = itinerary.Plan;
        var health = plan.FailureThreshold > 0 || plan.Strategy == RoutingStrategy.LowestLatency ? healths.Of(target) : null;
        var ticket = 0;
        if (plan.FailureThreshold > 0 && !health!.Breaker.TryEnter(out ticket))
        {
            return null;
        }

        itinerary.Attempts++;
        return new Route(itinerary.Cleared, target, secret) { Itinerary = itinerary, Health = health, Ticket = ticket };
    }

    /// <returns>What is missing.</returns>
    private SecretGap? Secret(TargetPlan target, out string? secret)
    {
        secret = null;
        return target.Secret is not { } reference || (secret = secrets.Find(reference, target.BaseUrl?.Host)) is { Length: > 0 } ? null : new(target.Id, reference);
    }

    private Refusal None(Itinerary itinerary)
    {
        var obstacles = itinerary.Targets.Select(target => Obstacle(itinerary, target)).ToList();
        if (obstacles.TrueForAll(obstacle => obstacle is not null))
        {
            return obstacles[0]!;
        }

        var gaps = itinerary.Targets.Select(target => Secret(target, out _)).OfType<SecretGap>().ToList();
        var open = itinerary.Targets.Select(target => healths.Of(target).Breaker.OpenFor()).OfType<TimeSpan>().ToList();
        return open.Count > 0 ? RoutingRefusals.AllOpen(open.Min()) : RoutingRefusals.NoneAvailable(gaps.FirstOrDefault());
    }
}
