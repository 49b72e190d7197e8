using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Keeptrusts.Gateway.Middleware.Telemetry;

/// <summary>Counts attempts at providers by target and outcome, and changes of breakers; and says how breakers stand.</summary>
internal sealed class RoutingMetrics
{
    private readonly Histogram<double> _operations;
    private readonly Histogram<double> _attempts;
    private readonly Counter<long> _breakers;

    /// <param name="meters">Makes the meter.</param>
    /// <param name="breakers">How the breakers of targets stand: 0 closed, 1 half open, 2 open.</param>
    public RoutingMetrics(IMeterFactory meters, Func<IEnumerable<(string Target, int State)>> breakers)
    {
        var meter = meters.Create(KeeptrustsTelemetry.MeterName);
        _operations = meter.CreateHistogram("gen_ai.client.operation.duration", "s", "How long operations of providers took.", null, CallMetrics.Durations);
        _attempts = meter.CreateHistogram<double>("keeptrusts.upstream.attempt.duration", "s", "How long attempts at providers took.");
        _breakers = meter.CreateCounter<long>("keeptrusts.upstream.breaker.changes", "{change}", "How often breakers of targets opened and closed.");
        meter.CreateObservableGauge(
            "keeptrusts.upstream.breaker.state",
            () => breakers().Select(breaker => new Measurement<int>(breaker.State, new KeyValuePair<string, object?>("keeptrusts.target", breaker.Target))),
            description: "How breakers of targets stand: 0 closed, 1 half open, 2 open.");
    }

    /// <summary>Whether anybody wants to know of attempts.</summary>
    public bool IsHeard => _attempts.Enabled || _operations.Enabled;

    public void Attempted(AttemptFacts facts, AttemptEnding ending)
    {
        if (_attempts.Enabled)
        {
            _attempts.Record(ending.Took.TotalSeconds, new("keeptrusts.target", facts.Target), new("keeptrusts.outcome", ending.Outcome));
        }

        if (_operations.Enabled)
        {
            var tags = new TagList
            {
                { "gen_ai.operation.name", GenAINames.Operation(facts.Surface) },
                { "gen_ai.provider.name", GenAINames.Provider(facts.Provider) },
                { "gen_ai.request.model", facts.Model },
                { "server.address", facts.Address?.Host },
                { "server.port", facts.Address?.Port },
            };
            if (ending.ErrorType is { } error)
            {
                tags.Add("error.type", error);
            }

            _operations.Record(ending.Took.TotalSeconds, tags);
        }
    }

    public void BreakerChanged(string target, string state) => _breakers.Add(1, new("keeptrusts.target", target), new("keeptrusts.state", state));
}
