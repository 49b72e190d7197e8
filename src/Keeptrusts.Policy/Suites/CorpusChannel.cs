using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Policy.Suites;

/// <summary>One string of a case that policies read.</summary>
/// <param name="At">JSON pointer in the line; <see langword="null"/> for a bare text.</param>
/// <param name="Text">The string.</param>
/// <param name="Holder">The object or list that holds it; <see langword="null"/> for a bare text.</param>
/// <param name="Key">Its key or index there.</param>
internal sealed record TextSlot(string? At, string Text, JsonNode? Holder, string Key)
{
    public void Replace(string text)
    {
        if (Holder is JsonObject members)
        {
            members[Key] = text;
        }
        else if (Holder is JsonArray items)
        {
            items[int.Parse(Key, CultureInfo.InvariantCulture)] = text;
        }
    }
}

/// <summary>Strings that policies read as one text: adjacent text parts of one message, or a single string.</summary>
/// <param name="Slots">The strings.</param>
/// <param name="Format">How to read them.</param>
/// <param name="Source">Who speaks, and where.</param>
internal sealed record CorpusChannel(IReadOnlyList<TextSlot> Slots, ChannelFormat Format, TextSource Source = default)
{
    /// <summary>Judges the channel and puts the delivered text in place of the given one.</summary>
    /// <param name="evaluation">The phase.</param>
    /// <param name="chunks">The pieces in which a single string arrives; <see langword="null"/>: it comes whole.</param>
    /// <returns>What is delivered of a single string.</returns>
    public string Deliver(PhaseEvaluation evaluation, IReadOnlyList<string>? chunks)
    {
        if (Slots.Count > 1)
        {
            var parts = evaluation.RewriteParts([.. Slots.Select(s => s.Text)], () => Slots[0].At, Source);
            for (var i = 0; i < parts.Count; i++)
            {
                Slots[i].Replace(parts[i] ?? Slots[i].Text);
            }

            return "";
        }

        var slot = Slots[0];
        var delivered = chunks is null
            ? evaluation.Rewrite(slot.Text, () => slot.At, Format, Source) ?? slot.Text
            : Stream(evaluation, slot, chunks);
        slot.Replace(delivered);
        return delivered;
    }

    private string Stream(PhaseEvaluation evaluation, TextSlot slot, IReadOnlyList<string> chunks)
    {
        var released = new ArrayBufferWriter<char>(Math.Max(1, slot.Text.Length));
        var channel = evaluation.OpenChannel(Format, slot.At, Source);
        foreach (var chunk in chunks)
        {
            channel.Write(chunk, released);
        }

        channel.Complete(released);
        return released.WrittenSpan.ToString();
    }
}
