namespace Keeptrusts.Policy.Plans;

/// <summary>Which of several targets is asked first (<c>providers.routing.strategy</c>).</summary>
public enum RoutingStrategy
{
    /// <summary>The first, in the document's or the group's order.</summary>
    Ordered,

    /// <summary>Each in turn.</summary>
    RoundRobin,

    /// <summary>Each as often as its <c>weight</c> says.</summary>
    Weighted,

    /// <summary>The one that has been answering soonest.</summary>
    LowestLatency,

    /// <summary>The one whose prices make the call's upper bound the lowest.</summary>
    LowestCost,
}
