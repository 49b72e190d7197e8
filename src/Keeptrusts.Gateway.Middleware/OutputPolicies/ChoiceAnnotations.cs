using System.Buffers;
using System.Globalization;
using System.Text;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>
/// Annotations of a streamed chat, where its text may be changed. They name places in a text of which some may still wait, so they wait for its end; then
/// they go out whole, judged, with the places of what was shown.
/// </summary>
/// <param name="policies">Judge the answer.</param>
internal sealed class ChoiceAnnotations(AnswerPolicies policies)
{
    private static readonly byte[] After = [.. "}}]}"u8];

    private readonly List<(int Choice, byte[] Value)> _waiting = [];
    private ChunkWriter? _writer;

    /// <summary>Whether a text stands in annotations.</summary>
    public static bool Owns(Reply reply, ReplyText text)
    {
        foreach (var annotations in reply.Annotations)
        {
            if (annotations.Holds(text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes the annotations out of a chunk.</summary>
    public void Take(ReadOnlySpan<byte> chunk, Reply reply, JsonEdits edits)
    {
        foreach (var annotations in reply.Annotations)
        {
            var value = annotations.Value(chunk);
            edits.ReplaceByRaw(value, "[]"u8);
            _waiting.Add((annotations.Choice, value.Of(chunk).ToArray()));
        }
    }

    /// <summary>Writes those of a choice, or of all, whose texts are over.</summary>
    /// <param name="choice">The choice; <see langword="null"/>: all.</param>
    /// <param name="places">The places of a choice's text.</param>
    /// <param name="envelope">The chunk whose envelope is used.</param>
    /// <param name="shape">That chunk, read.</param>
    /// <param name="output">Where to.</param>
    public void Write(int? choice, Func<int, ShownPlaces?> places, ReadOnlySpan<byte> envelope, Reply shape, IBufferWriter<byte> output)
    {
        for (var i = 0; i < _waiting.Count; i++)
        {
            var (index, value) = _waiting[i];
            if (choice is not null && index != choice)
            {
                continue;
            }

            _waiting.RemoveAt(i--);
            if (Judged(index, value, places) is { Length: > 2 } judged)
            {
                (_writer ??= new()).WriteAnnotations(envelope, shape, index, judged, output);
            }
        }
    }

    /// <returns>What may be shown of them; empty where nothing may.</returns>
    private ReadOnlySpan<byte> Judged(int choice, byte[] value, Func<int, ShownPlaces?> places)
    {
        var before = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"choices\":[{{\"index\":{choice},\"delta\":{{\"annotations\":"));
        byte[] chunk = [.. before, .. value, .. After];
        if (new ReplyReader { Surface = Surface.Chat }.Read(chunk) is not { } reply)
        {
            return [];
        }

        var edits = new JsonEdits();
        foreach (var text in reply.Texts)
        {
            var said = JsonText.ToText(text.Slot, chunk);
            var shown = policies.Texts is { Blocked: false } evaluation ? evaluation.Rewrite(said, format: ChannelFormat.Text, source: ReplySources.Of(choice, text.Path)) ?? said : said;
            shown = policies.Issued is { } issued && text.Continues ? issued.Restore(shown, inTools: false, asJson: false) : shown;
            if (shown != said)
            {
                edits.ReplaceByString(text.Slot.Token, shown);
            }
        }

        ShownPositions.Write(reply, places, edits);
        return policies.Blocked ? [] : edits.Applied(chunk).Span[before.Length..^After.Length];
    }
}
