using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>What calls have found out about one target. It outlives plans, so that a changed document does not forget it.</summary>
internal sealed class TargetHealth(string id, TimeProvider time)
{
    private volatile Failure? _last;

    public string Id { get; } = id;

    public CircuitBreaker Breaker { get; } = new(time);

    /// <summary>Of answers that come whole, where the first byte comes with the last.</summary>
    public LatencyAverage Whole { get; } = new(time);

    public LatencyAverage Streamed { get; } = new(time);

    public LatencyAverage Latency(bool stream) => stream ? Streamed : Whole;

    /// <summary>An attempt failed.</summary>
    /// <param name="outcome">How.</param>
    public void Failed(string outcome) => _last = new(outcome, time.GetUtcNow());

    /// <summary>What is known of it.</summary>
    public TargetStatus Status()
    {
        var (state, since, until) = Breaker.Look();
        var last = _last;
        return new(Id, state, since, last?.Outcome, last?.At, until);
    }

    private sealed record Failure(string Outcome, DateTimeOffset At);
}
