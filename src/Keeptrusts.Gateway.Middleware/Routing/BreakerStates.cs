namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>The states of a breaker, as health, metrics and log spell them.</summary>
internal static class BreakerStates
{
    public const string Closed = "closed";
    public const string HalfOpen = "half_open";
    public const string Open = "open";

    /// <summary>Grows with the trouble: 0 closed, 1 half open, 2 open.</summary>
    public static int Rank(string state) => state switch { Closed => 0, HalfOpen => 1, _ => 2 };
}
