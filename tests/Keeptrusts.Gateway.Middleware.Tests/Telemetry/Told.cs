using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Keeptrusts.Gateway.Middleware.Telemetry;

namespace Keeptrusts.Gateway.Middleware.Tests.Telemetry;

/// <summary>Hears all that the gateways of this process tell while it lives.</summary>
internal sealed class Told : IDisposable
{
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters = new();
    private readonly ConcurrentDictionary<string, byte> _instruments = new(StringComparer.Ordinal);

    public Told()
    {
        _spans = new()
        {
            ShouldListenTo = source => source.Name == KeeptrustsTelemetry.SourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_spans);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == KeeptrustsTelemetry.MeterName)
            {
                _instruments[instrument.Name] = 0;
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured.Enqueue(new(instrument.Name, value, tags.ToArray())));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured.Enqueue(new(instrument.Name, value, tags.ToArray())));
        _meters.Start();
    }

    public ConcurrentQueue<Activity> Spans { get; } = [];

    public ConcurrentQueue<Measurement> Measured { get; } = [];

    /// <summary>The names of all instruments.</summary>
    public IReadOnlyCollection<string> Instruments => [.. _instruments.Keys];

    /// <summary>The spans right below another.</summary>
    public IReadOnlyList<Activity> Below(Activity span) => [.. Spans.Where(below => below.ParentSpanId == span.SpanId)];

    /// <summary>Every name and value that was told, as text.</summary>
    public IEnumerable<string> Everything =>
    [
        .. Spans.SelectMany(span => span.TagObjects.Concat(span.Events.SelectMany(e => e.Tags)).Select(Text).Append(span.DisplayName).Append(span.StatusDescription ?? "")),
        .. Measured.SelectMany(measured => measured.Tags.Select(Text)),
    ];

    /// <summary>The span of a call, once it is over.</summary>
    public async Task<Activity> SpanAsync(string requestId)
    {
        for (var round = 0; ; round++)
        {
            if (Spans.FirstOrDefault(span => (string?)span.GetTagItem("keeptrusts.request_id") == requestId) is { } found)
            {
                return found;
            }

            Assert.True(round < 500, "no span");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }

    private static string Text(KeyValuePair<string, object?> tag) => $"{tag.Key}={(tag.Value is string[] several ? string.Join(',', several) : tag.Value)}";

    internal sealed record Measurement(string Name, double Value, KeyValuePair<string, object?>[] Tags)
    {
        public object? this[string tag] => Array.Find(Tags, t => t.Key == tag).Value;
    }
}
