using System.Buffers;
using System.Globalization;
using System.Text;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;

/// <summary>Judges what a response or one of its events says, and makes the changes that follow. Whole and streamed answers are judged by the same steps.</summary>
/// <param name="policies">Judge the answer.</param>
/// <param name="meter">Hears what the model said.</param>
/// <param name="own">The caller's own texts, which providers tell back.</param>
internal sealed class ResponsesJudge(AnswerPolicies policies, OutputMeter meter, OwnTexts own)
{
    private readonly ChosenNames _names = new(policies);
    private readonly Dictionary<string, string?> _singles = new(StringComparer.Ordinal);

    public SpokenTexts Texts { get; } = new(policies);

    /// <summary>Whether a text went on where it could no more be judged; nothing of that was taken.</summary>
    public bool IsDisordered { get; private set; }

    /// <summary>Hears the texts of an event; texts that it alone has, or repeats, are changed to what may be shown.</summary>
    /// <param name="data">The event, or the whole response.</param>
    /// <param name="read">The same, read.</param>
    /// <param name="isHeard">Whether what it adds was heard before.</param>
    /// <param name="edits">Receives the changes.</param>
    public void Hear(ReadOnlySpan<byte> data, ResponsesEvent read, bool isHeard, JsonEdits edits)
    {
        _names.Judge(data, read.Names);
        foreach (var text in read.Texts)
        {
            if (policies.Blocked)
            {
                return;
            }

            var raw = text.Slot.Raw(data);
            var chars = ArrayPool<char>.Shared.Rent(raw.Length);
            var decoded = chars.AsSpan(0, JsonText.Decode(raw, text.Slot.Escaped, chars));
            switch (text.Role)
            {
                case ResponsesRole.Delta when !isHeard:
                    Feed(Texts.Open(text.Key, text.Slot.Kind), decoded);
                    break;
                case ResponsesRole.Delta:
                    break;
                case ResponsesRole.Whole:
                    if (Texts.Open(text.Key, text.Slot.Kind) is { Heard: false, Ended: false } unheard)
                    {
                        Feed(unheard, decoded);
                    }

                    break;
                case ResponsesRole.Echo when own.Has(decoded):
                    break;
                case ResponsesRole.Start when decoded.IsEmpty:
                    break;
                default:
                    Single(text, decoded, edits);
                    break;
            }

            decoded.Clear();
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    /// <summary>Makes each text that an event repeats say what is shown of it.</summary>
    public void Repeat(ReadOnlySpan<byte> data, ResponsesEvent read, JsonEdits edits)
    {
        foreach (var text in read.Texts)
        {
            if (text.Role != ResponsesRole.Whole || Texts.Find(text.Key) is not { } known || policies.Blocked)
            {
                continue;
            }

            var said = JsonText.ToText(text.Slot, data);
            if (!known.Is(said))
            {
                Single(text, said, edits); // The provider contradicts itself; whatever it says is judged.
            }
            else if (known.Shown is var shown && shown != said)
            {
                edits.ReplaceByString(text.Slot.Token, shown);
            }
        }

        foreach (var place in read.Annotations)
        {
            if (Texts.Find(place.Key)?.Shift(place.At, place.IsEnd) is { } at && at != place.At)
            {
                edits.ReplaceByRaw(place.Value, Encoding.ASCII.GetBytes(at.ToString(CultureInfo.InvariantCulture)));
            }
        }

        foreach (var logprobs in policies.BlankLogprobs ? read.Logprobs : [])
        {
            edits.ReplaceByRaw(logprobs, "[]"u8);
        }
    }

    /// <summary>Makes what an event adds to texts say what of it may be shown now.</summary>
    /// <returns>Whether it says nothing then.</returns>
    public bool Say(ReadOnlySpan<byte> data, ResponsesEvent read, JsonEdits edits)
    {
        TakeForms(data, read);
        var (isSilent, hadSome) = (true, false);
        foreach (var said in read.Texts)
        {
            if (said.Role != ResponsesRole.Delta || Texts.Find(said.Key) is not { } text)
            {
                continue;
            }

            hadSome |= said.Slot.Token.Length > 2;
            isSilent &= text.Pending.IsEmpty;
            if (!text.Pending.SequenceEqual(JsonText.ToText(said.Slot, data)))
            {
                edits.ReplaceByString(said.Slot.Token, text.Pending);
            }

            text.Sent();
        }

        return isSilent && hadSome;
    }

    /// <summary>Takes note of the form in which texts come, for what of them has to be said later.</summary>
    public void TakeForms(ReadOnlySpan<byte> data, ResponsesEvent read)
    {
        foreach (var said in policies is { Texts: null, Issued: null } ? [] : read.Texts)
        {
            if (said.Role == ResponsesRole.Delta && Texts.Find(said.Key) is { Envelope: null } text)
            {
                text.Envelope = data.ToArray();
            }
        }
    }

    /// <summary>An event that was kept back, as it may be shown now.</summary>
    public byte[]? Late(byte[] data)
    {
        var edits = new JsonEdits();
        if (new ResponsesReader().Read(data, isEvent: true) is not { } read)
        {
            return null;
        }

        Hear(data, read, isHeard: true, edits);
        Repeat(data, read, edits);
        return policies.Blocked ? null : edits.Applied(data).ToArray();
    }

    private void Feed(SpokenText text, ReadOnlySpan<char> said)
    {
        if (!text.Run.Takes(text))
        {
            IsDisordered |= !said.IsEmpty;
            return;
        }

        meter.Add(said);
        text.Write(said);
        meter.Held(text.Run.Held);
    }

    // What is repeated in many events, such as a tool's name, is one finding.
    private void Single(ResponsesText text, ReadOnlySpan<char> said, JsonEdits edits)
    {
        if (policies.Texts is null || said.IsEmpty)
        {
            return;
        }

        var known = _singles.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(said, out var rewritten))
        {
            var format = text.Slot.Kind == TextKind.Json ? ChannelFormat.Json : ChannelFormat.Text;
            known[said] = rewritten = policies.Texts.Rewrite(said, () => text.Key.Path.Length > 0 ? text.Key.At : null, format, ResponsesSources.Of(text.Key));
        }

        if (rewritten is not null)
        {
            edits.ReplaceByString(text.Slot.Token, rewritten);
        }
    }
}
