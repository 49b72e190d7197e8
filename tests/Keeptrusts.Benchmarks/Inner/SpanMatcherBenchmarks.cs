using BenchmarkDotNet.Attributes;
using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Benchmarks.Inner;

/// <summary>The matcher over texts of 4,096 characters, whole and as a stream of small pieces.</summary>
[MemoryDiagnoser]
public class SpanMatcherBenchmarks
{
    private static readonly string[] Entities = ["EMAIL_ADDRESS", "PHONE_NUMBER", "US_SSN", "CREDIT_CARD", "IBAN_CODE", "IP_ADDRESS"];

    private readonly System.Buffers.ArrayBufferWriter<char> _released = new(16 * 1024);
    private SpanPhase _phase = null!;
    private string _text = "";

    /// <summary>What the text is like.</summary>
    [Params("prose", "json", "digits", "personal")]
    public string Kind { get; set; } = "prose";

    [GlobalSetup]
    public void Setup()
    {
        var rules = Entities.Select(e => new SpanRule(0, e, PolicyAction.Redact, Shadow: false, $"[{e}]", [])).ToArray();
        _phase = SpanPhase.Compile(PolicyPhase.Output, [new SpanPolicy("pii-detector", "pii-detector", "pii_detected", Shadow: false, Message: null, rules)]);
        var seed = Kind switch
        {
            "prose" => "The ferry left a little late that morning, and nobody on the quay seemed to mind the wait. ",
            "json" => """{"id":"a1b2c3","price":12.50,"tags":["x","y"],"at":"2026-03-31T12:00:00Z","ok":true},""",
            "digits" => "4921 80017 33 902 118 20260331 77 000193 5521-88 ",
            _ => "Write to anna.lopez@contoso.com or pay with 4111 1111 1111 1111 before noon, please. ",
        };
        _text = string.Concat(Enumerable.Repeat(seed, (4096 / seed.Length) + 1))[..4096];
    }

    [Benchmark]
    public string? Whole()
    {
        using var phase = _phase.Begin();
        return phase.Rewrite(_text);
    }

    [Benchmark]
    public int StreamedInPiecesOfFour()
    {
        _released.ResetWrittenCount();
        using var phase = _phase.Begin();
        var channel = phase.OpenChannel(ChannelFormat.Text);
        for (var at = 0; at < _text.Length; at += 4)
        {
            channel.Write(_text.AsSpan(at, 4), _released);
        }

        channel.Complete(_released);
        return _released.WrittenCount;
    }
}
