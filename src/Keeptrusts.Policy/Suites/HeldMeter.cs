using System.Buffers;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Suites;

/// <summary>How much a stream would hold back: characters after each prefix of each text.</summary>
/// <param name="Mean">Over all prefixes.</param>
/// <param name="Max">The worst prefix.</param>
internal sealed record HeldMeter(double Mean, int Max)
{
    private const int Digits = 3;

    public static HeldMeter Measure(ScopedPlan scope, PolicyPhase phase, CorpusCase read, PolicyCall call)
    {
        using var evaluation = scope.Begin(phase, call);
        var released = new ArrayBufferWriter<char>();
        var (sum, prefixes, max) = (0L, 0L, 0);
        foreach (var channel in read.Channels)
        {
            var open = evaluation.OpenChannel(channel.Format);
            foreach (var slot in channel.Slots)
            {
                for (var i = 0; i < slot.Text.Length; i++)
                {
                    open.Write(slot.Text.AsSpan(i, 1), released);
                    released.ResetWrittenCount();
                    sum += open.Held;
                    max = Math.Max(max, open.Held);
                }

                prefixes += slot.Text.Length;
            }

            open.Complete(released);
        }

        return new HeldMeter(prefixes == 0 ? 0 : Math.Round((double)sum / prefixes, Digits), max);
    }
}
