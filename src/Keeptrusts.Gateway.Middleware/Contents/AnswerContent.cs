using System.Buffers;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Contents;

/// <summary>Gathers the texts of an answer, whole or streamed, as they pass. Errors in place of an answer are none.</summary>
/// <param name="surface">What was asked for.</param>
/// <param name="hashKey">Hashes them; empty where the texts themselves are kept.</param>
internal sealed class AnswerContent(Surface surface, ReadOnlyMemory<byte> hashKey) : IDisposable
{
    /// <summary>
    /// Characters kept beyond what an event holds, so that a value is seen whole where the text is cut: values are hidden before. None is longer.
    /// </summary>
    public const int Margin = 16 * 1024;

    private const int MostTexts = 512;
    private readonly ReplyReader _reader = new() { Surface = surface };
    private readonly Dictionary<AnswerPlace, AnswerText> _known = [];
    private readonly List<AnswerText> _texts = [];
    private SseReader? _events;
    private int _left = ContentAllowance.Bytes + Margin;

    /// <summary>The texts, in the order in which they began.</summary>
    public IReadOnlyList<AnswerText> Texts => _texts;

    /// <summary>Whether there were more texts than are kept.</summary>
    public bool Exceeded { get; private set; }

    public AnswerText? Find(AnswerPlace place) => _known.GetValueOrDefault(place);

    /// <summary>Takes bytes of a stream, cut anywhere.</summary>
    public void TakeEvents(ReadOnlySpan<byte> bytes)
    {
        _events ??= new(int.MaxValue);
        while (!bytes.IsEmpty)
        {
            var room = _events.GetMemory().Span;
            var taken = Math.Min(room.Length, bytes.Length);
            bytes[..taken].CopyTo(room);
            _events.Advance(taken);
            bytes = bytes[taken..];
            while (_events.TryRead(out var kind, out var data))
            {
                if (kind == SseEventKind.Data)
                {
                    Take(data);
                }
            }
        }
    }

    /// <summary>Takes a whole answer, or a chunk of one.</summary>
    public void Take(ReadOnlySpan<byte> json)
    {
        if (_reader.Read(json) is not { IsError: false } reply)
        {
            return;
        }

        foreach (var text in reply.Texts)
        {
            var raw = text.Slot.Raw(json);
            var chars = ArrayPool<char>.Shared.Rent(raw.Length);
            var decoded = chars.AsSpan(0, JsonText.Decode(raw, text.Slot.Escaped, chars));
            Add(text, decoded);
            decoded.Clear();
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    public void Dispose()
    {
        _events?.Dispose();
        _texts.ForEach(text => text.Dispose());
    }

    private void Add(ReplyText text, ReadOnlySpan<char> decoded)
    {
        var place = AnswerPlace.Of(text);
        if (decoded.IsEmpty || (!_known.TryGetValue(place, out var known) && _texts.Count == MostTexts))
        {
            Exceeded |= !decoded.IsEmpty;
            return;
        }

        if (known is null)
        {
            _known[place] = known = new(place, hashKey.IsEmpty ? null : new(hashKey.Span));
            _texts.Add(known);
        }

        if (text.Continues || !known.Repeats(decoded))
        {
            _left -= known.Append(decoded, _left);
        }
    }
}
