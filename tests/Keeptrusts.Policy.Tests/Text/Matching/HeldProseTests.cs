using System.Buffers;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Tests.Evaluation;
using Keeptrusts.Testing.Texts;

namespace Keeptrusts.Policy.Tests.Text.Matching;

/// <summary>How much of ordinary prose waits while every detector of the catalogue is on.</summary>
public sealed class HeldProseTests
{
    private const double MostOnAverage = 4;
    private const int MostAtPercentile99 = 20;

    [Fact]
    public void Held_ProseWithEveryDetector_IsFewCharacters()
    {
        var (mean, percentile99) = Held(Phases.AllEntities);
        var worst = mean <= MostOnAverage && percentile99 <= MostAtPercentile99 ? []
            : Phases.AllEntities.Select(e => (Entity: e, Held(e).Mean)).OrderByDescending(e => e.Mean).Take(5);
        Assert.True(!worst.Any(), $"{mean:0.0} on average, {percentile99} at the 99th percentile; alone {string.Join(", ", worst.Select(w => $"{w.Entity} {w.Mean:0.0}"))}");
    }

    private static (double Mean, int Percentile99) Held(params string[] entities)
    {
        using var evaluation = Phases.Redacting(entities).Begin();
        var channel = evaluation.OpenChannel(ChannelFormat.Text);
        var released = new ArrayBufferWriter<char>();
        var held = new List<int>();
        foreach (var c in SampleTexts.Prose)
        {
            channel.Write([c], released);
            held.Add(channel.Held);
        }

        channel.Complete(released);
        Assert.Equal(SampleTexts.Prose, released.WrittenSpan.ToString());
        held.Sort();
        return (held.Average(), held[held.Count * 99 / 100]);
    }
}
