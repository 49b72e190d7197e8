using System.Text.Json.Nodes;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Policy.Suites;

/// <summary>One string of a case that policies read.</summary>
/// <param name="At">JSON pointer in the line; <see langword="null"/> for a bare text.</param>
/// <param name="Text">The string.</param>
/// <param name="Holder">The object that holds it; <see langword="null"/> for a bare text.</param>
/// <param name="Key">Its key there.</param>
internal sealed record TextSlot(string? At, string Text, JsonObject? Holder, string Key)
{
    public void Replace(string text)
    {
        if (Holder is not null)
        {
            Holder[Key] = text;
        }
    }
}

/// <summary>Strings that policies read as one text: adjacent text parts of one message, or a single string.</summary>
/// <param name="Slots">The strings.</param>
/// <param name="Format">How to read them.</param>
internal sealed record CorpusChannel(IReadOnlyList<TextSlot> Slots, ChannelFormat Format);
