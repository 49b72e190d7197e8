using System.Buffers;
using System.Diagnostics;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Policy.Tests.Evaluation;

/// <summary>Texts made to cost much: time grows with their length and no faster, and what is held stays bounded.</summary>
public sealed class HostileTextTests
{
    private static readonly SpanPhase Everything = Phases.Redacting(Phases.AllEntities);

    public static TheoryData<string> Units =>
    [
        "7", "a", "1 ", "1-", "4111 ", "a.", "a@", "a@a.", "b.", "a:", "1.", "+1", "a\u200b", "\u200b", "tel 1 2 3 4 5 ", "+1999 99 99 99 ", "020 7946 000 ",
        "\ud835\udfd9", "\ud835", "de12 ", "a--", "(0", "123-45-", "\"\\u0", "[{\"a\":",
    ];

    [Theory]
    [MemberData(nameof(Units))]
    public void Evaluation_RepeatedUnit_TakesLinearTimeAndBoundedHold(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 8_000 / unit.Length));
        Run(text[..1000]);
        var (single, heldSingle) = Run(text);
        var (twice, heldTwice) = Run(text + text);

        // Generous, since other tests share the machine; quadratic work would be 100 times as much at these lengths.
        Assert.InRange(twice.TotalMilliseconds, 0, (8 * single.TotalMilliseconds) + 200);
        Assert.InRange(heldSingle, 0, 4096);
        Assert.InRange(heldTwice, 0, 4096);
        Assert.InRange(single.TotalSeconds, 0, 5);
    }

    private static (TimeSpan Time, int Held) Run(string text)
    {
        var watch = Stopwatch.StartNew();
        using var evaluation = Everything.Begin();
        var output = new ArrayBufferWriter<char>();
        var held = 0;
        foreach (var format in new[] { ChannelFormat.Text, ChannelFormat.Json })
        {
            var channel = evaluation.OpenChannel(format);
            for (var i = 0; i < text.Length; i += 7)
            {
                channel.Write(text.AsSpan(i, Math.Min(7, text.Length - i)), output);
                held = Math.Max(held, channel.Held);
            }

            channel.Complete(output);
        }

        return (watch.Elapsed, held);
    }
}
