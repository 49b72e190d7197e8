using System.Diagnostics;
using System.Diagnostics.Metrics;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Telemetry;

/// <summary>The instruments of calls: those that the conventions for generative AI name, and ours.</summary>
internal sealed class CallMetrics
{
    // The buckets that the conventions ask for.
    private static readonly InstrumentAdvice<long> Tokens = new() { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864] };
    internal static readonly InstrumentAdvice<double> Durations = new() { HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92] };
    private static readonly InstrumentAdvice<double> FirstTokens = new() { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0] };

    // The gateway's own work is much shorter.
    private static readonly InstrumentAdvice<double> Work = new() { HistogramBucketBoundaries = [0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1] };
    private static readonly InstrumentAdvice<long> Characters = new() { HistogramBucketBoundaries = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096] };

    private readonly Histogram<long> _tokens;
    private readonly Histogram<double> _duration, _firstToken, _gateway, _upstream, _policyDuration;
    private readonly Histogram<long> _held;
    private readonly Counter<long> _calls, _evaluations, _reservations, _overruns;
    private readonly Counter<double> _cost;

    public CallMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(KeeptrustsTelemetry.MeterName);
        _tokens = meter.CreateHistogram("gen_ai.client.token.usage", "{token}", "Tokens of prompts and answers.", null, Tokens);
        _duration = meter.CreateHistogram("keeptrusts.call.duration", "s", "How long calls took, with all their attempts.", null, Durations);
        _firstToken = meter.CreateHistogram("gen_ai.server.time_to_first_token", "s", "How long streams took to their first token.", null, FirstTokens);
        _calls = meter.CreateCounter<long>("keeptrusts.calls", "{call}", "Calls by verdict and outcome.");
        _gateway = meter.CreateHistogram("keeptrusts.gateway.duration", "s", "Time of calls that the gateway spent itself.", null, Work);
        _upstream = meter.CreateHistogram("keeptrusts.upstream.duration", "s", "Time of calls spent waiting for providers.", null, Durations);
        _evaluations = meter.CreateCounter<long>("keeptrusts.policy.evaluations", "{evaluation}", "What policies said.");
        _policyDuration = meter.CreateHistogram("keeptrusts.policy.duration", "s", "How long policies took.", null, Work);
        _held = meter.CreateHistogram("keeptrusts.stream.held_characters", "{character}", "Most characters of a stream's text that waited because a match could still cover them.", null, Characters);
        _reservations = meter.CreateCounter<long>("keeptrusts.budget.reservations", "{reservation}", "Reservations of money.");
        _overruns = meter.CreateCounter<long>("keeptrusts.budget.overruns", "{call}", "Calls that cost more than was reserved.");
        _cost = meter.CreateCounter<double>("keeptrusts.cost", "{USD}", "What calls cost, in US dollars.");
    }

    public void Ended(CallRecord record, CallFacts facts)
    {
        var genAI = GenAI(record, facts);
        if (facts.Usage is { } usage && _tokens.Enabled)
        {
            _tokens.Record(usage.Prompt, [.. genAI, new("gen_ai.token.type", "input")]);
            _tokens.Record(usage.Completion, [.. genAI, new("gen_ai.token.type", "output")]);
        }

        if (facts.Target is not null)
        {
            _upstream.Record(record.Upstream.TotalSeconds, new KeyValuePair<string, object?>("keeptrusts.target", facts.Target));
        }

        if (record.FirstToken is { } first)
        {
            _firstToken.Record(first.TotalSeconds, genAI);
            _held.Record(record.MostHeld);
        }

        _duration.Record(facts.Total.TotalSeconds, new("keeptrusts.stream", record.Stream), new("keeptrusts.outcome", facts.Outcome));
        _gateway.Record((facts.Total - record.Upstream - record.Caller).TotalSeconds, new KeyValuePair<string, object?>("keeptrusts.stream", record.Stream));
        if (_calls.Enabled)
        {
            var tags = new TagList { { "keeptrusts.verdict", Names.Of(record.Verdict) }, { "keeptrusts.outcome", facts.Outcome }, { "keeptrusts.team", facts.Team }, { "error.type", facts.ErrorCode } };
            _calls.Add(1, tags);
        }

        Policies(record);
        Money(facts);
    }

    private void Policies(CallRecord record)
    {
        if (!_evaluations.Enabled && !_policyDuration.Enabled)
        {
            return;
        }

        foreach (var policy in record.Policies)
        {
            var tags = new TagList { { "keeptrusts.policy.name", policy.Name }, { "keeptrusts.policy.kind", policy.Kind }, { "keeptrusts.phase", Names.Of(policy.Phase) } };
            if (!policy.Skipped)
            {
                _policyDuration.Record(policy.Duration.TotalSeconds, tags);
                tags.Add("keeptrusts.verdict", Names.Of(policy.Verdict));
                tags.Add("keeptrusts.shadow", policy.Shadow);
                _evaluations.Add(1, tags);
            }
        }
    }

    private void Money(CallFacts facts)
    {
        if (facts.Reserved is { } reserved)
        {
            _reservations.Add(1, new KeyValuePair<string, object?>("keeptrusts.granted", reserved));
        }

        if (facts.CostUsd > 0)
        {
            _cost.Add((double)facts.CostUsd, new("keeptrusts.team", facts.Team), new("gen_ai.request.model", facts.Model));
        }

        if (facts.OverrunUsd > 0)
        {
            _overruns.Add(1, new KeyValuePair<string, object?>("keeptrusts.team", facts.Team));
        }
    }

    private static KeyValuePair<string, object?>[] GenAI(CallRecord record, CallFacts facts) =>
    [
        new("gen_ai.operation.name", GenAINames.Operation(record.Call.Surface)),
        new("gen_ai.provider.name", facts.Provider is null ? null : GenAINames.Provider(facts.Provider)),
        new("gen_ai.request.model", facts.Model),
    ];
}
