using System.Buffers;
using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;
using Keeptrusts.Testing.Texts;

namespace Keeptrusts.Benchmarks.Inner;

/// <summary>Measures the matcher with every detector of the catalogue: speed by kind of text, whole and in pieces, and how much text is held back.</summary>
internal static class MatcherRun
{
    private const int TextLength = 64 * 1024;
    private const int Rounds = 7;
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(0.3);

    public static MatcherFigures Run()
    {
        var before = Environment.CpuUsage.TotalTime;
        var phase = Redacting();
        using (var first = phase.Begin())
        {
            first.Rewrite(SampleTexts.Prose.AsSpan(0, 200));
        }

        var cold = Environment.CpuUsage.TotalTime - before;
        List<MatcherSpeed> speeds = [];
        Speed(phase, SampleTexts.Prose, 64); // What the runtime compiles anew while it learns should be done before the first figure.
        foreach (var (kind, text) in SampleTexts.Kinds(TextLength))
        {
            speeds.Add(new MatcherSpeed(kind, Speed(phase, text, text.Length), Speed(phase, text, 16), Speed(phase, text, 4), BytesPerPiece(phase, text)));
            Console.Error.WriteLine(speeds[^1]);
        }

        return new MatcherFigures(DetectorCatalog.EntityNames.Count, cold, speeds, Held(phase, SampleTexts.Prose));
    }

    private static SpanPhase Redacting() => SpanPhase.Compile(PolicyPhase.Output,
    [
        new SpanPolicy("all", "pii-detector", ReasonCodes.PiiDetected, Shadow: false, Message: null,
            [.. DetectorCatalog.EntityNames.Select(e => new SpanRule(0, e, PolicyAction.Redact, Shadow: false, $"[{e}]", []))]),
    ]);

    // Millions of characters per second of processor time, the median of the rounds: what else the machine does counts little.
    private static double Speed(SpanPhase phase, string text, int piece)
    {
        var released = new ArrayBufferWriter<char>(2 * text.Length);
        Pass(phase, text, piece, released);
        List<double> speeds = [];
        for (var round = 0; round < Rounds; round++)
        {
            var began = Environment.CpuUsage.TotalTime;
            var passes = 0;
            while (Environment.CpuUsage.TotalTime - began < LeastTime)
            {
                Pass(phase, text, piece, released);
                passes++;
            }

            speeds.Add(passes * text.Length / (Environment.CpuUsage.TotalTime - began).TotalSeconds / 1e6);
        }

        return speeds.Order().ElementAt(Rounds / 2);
    }

    private static void Pass(SpanPhase phase, string text, int piece, ArrayBufferWriter<char> released)
    {
        released.ResetWrittenCount();
        using var evaluation = phase.Begin();
        var channel = evaluation.OpenChannel(ChannelFormat.Text);
        for (var at = 0; at < text.Length; at += piece)
        {
            channel.Write(text.AsSpan(at, Math.Min(piece, text.Length - at)), released);
        }

        channel.Complete(released);
    }

    private static double BytesPerPiece(SpanPhase phase, string text)
    {
        var released = new ArrayBufferWriter<char>(2 * text.Length);
        using var evaluation = phase.Begin();
        var channel = evaluation.OpenChannel(ChannelFormat.Text);
        var half = text.Length / 2;
        for (var at = 0; at < half; at += 4)
        {
            channel.Write(text.AsSpan(at, 4), released);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var at = half; at + 4 <= text.Length; at += 4)
        {
            channel.Write(text.AsSpan(at, 4), released);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (half / 4.0);
    }

    private static HeldFigures Held(SpanPhase phase, string text)
    {
        var released = new ArrayBufferWriter<char>(text.Length);
        using var evaluation = phase.Begin();
        var channel = evaluation.OpenChannel(ChannelFormat.Text);
        var held = new int[text.Length];
        for (var at = 0; at < text.Length; at++)
        {
            channel.Write(text.AsSpan(at, 1), released);
            held[at] = channel.Held;
        }

        Array.Sort(held);
        return new HeldFigures(held.Average(), held[held.Length * 99 / 100], held[^1]);
    }
}
