using System.Buffers;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Gateway.Middleware.Wire.Messages;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

namespace Keeptrusts.Gateway.Middleware.Contents;

/// <summary>Gathers the texts of an answer, whole or streamed, as they pass. Errors in place of an answer are none.</summary>
/// <param name="surface">What was asked for.</param>
/// <param name="isStream">Whether the answer comes in pieces.</param>
/// <param name="hashKey">Hashes them; empty where the texts themselves are kept.</param>
internal sealed class AnswerContent(Surface surface, bool isStream, ReadOnlyMemory<byte> hashKey) : IDisposable
{
    /// <summary>
    /// Characters kept beyond what an event holds, so that a value is seen whole where the text is cut: values are hidden before. None is longer.
    /// </summary>
    public const int Margin = 16 * 1024;

    private const int MostTexts = 512;
    private readonly ReplyReader _reader = new() { Surface = surface };
    private readonly ResponsesReader? _responses = surface.Kind == SurfaceKind.Responses ? new() : null;
    private readonly MessagesReader? _messages = surface.Kind == SurfaceKind.Messages ? new() : null;
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
        if (_responses is not null)
        {
            TakeResponse(json, _responses);
        }
        else if (_messages is not null)
        {
            foreach (var text in _messages.Read(json) is { IsError: false } read ? read.Texts.Where(text => text.Key.Path.Length > 0) : [])
            {
                Add(json, text.Slot, AnswerPlace.Of(text.Key), text.IsWhole);
            }
        }
        else if (_reader.Read(json) is { IsError: false } reply)
        {
            foreach (var text in reply.Texts)
            {
                Add(json, text.Slot, AnswerPlace.Of(text), text.Continues);
            }
        }
    }

    // What repeats a text that came in pieces is the same text.
    private void TakeResponse(ReadOnlySpan<byte> json, ResponsesReader reader)
    {
        foreach (var text in reader.Read(json, isStream) is { IsError: false } read ? read.Texts : [])
        {
            var place = AnswerPlace.Of(text.Key);
            if (text.Role == ResponsesRole.Delta || (text.Role == ResponsesRole.Whole && !_known.ContainsKey(place)))
            {
                Add(json, text.Slot, place, continues: true);
            }
            else if (text.Role == ResponsesRole.Single && text.Key.Path.Length > 0)
            {
                Add(json, text.Slot, place, continues: false);
            }
        }
    }

    public void Dispose()
    {
        _events?.Dispose();
        _texts.ForEach(text => text.Dispose());
    }

    private void Add(ReadOnlySpan<byte> json, TextSlot slot, AnswerPlace place, bool continues)
    {
        var raw = slot.Raw(json);
        var chars = ArrayPool<char>.Shared.Rent(raw.Length);
        var decoded = chars.AsSpan(0, JsonText.Decode(raw, slot.Escaped, chars));
        Add(place, decoded, continues);
        decoded.Clear();
        ArrayPool<char>.Shared.Return(chars);
    }

    private void Add(AnswerPlace place, ReadOnlySpan<char> decoded, bool continues)
    {
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

        if (continues || !known.Repeats(decoded))
        {
            _left -= known.Append(decoded, _left);
        }
    }
}
