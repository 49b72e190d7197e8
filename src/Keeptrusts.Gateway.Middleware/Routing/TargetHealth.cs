namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>What calls have found out about one target. It outlives plans, so that a changed document does not forget it.</summary>
internal sealed class TargetHealth(string id, TimeProvider time)
{
    public string Id { get; } = id;

    public CircuitBreaker Breaker { get; } = new(time);

    /// <summary>Of answers that come whole, where the first byte comes with the last.</summary>
    public LatencyAverage Whole { get; } = new(time);

    public LatencyAverage Streamed { get; } = new(time);

    public LatencyAverage Latency(bool stream) => stream ? Streamed : Whole;
}
