using System.Text;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Contents;

/// <summary>The texts of a request as its event keeps them: the last message first where not all have room, then what stands outside the messages.</summary>
/// <param name="grant">The call.</param>
/// <param name="mode">What is kept.</param>
/// <param name="hashKey">The key of hashes.</param>
internal sealed class RequestContent(Grant grant, AuditContent mode, ReadOnlyMemory<byte> hashKey)
{
    private const int MostTexts = 512;
    private readonly ModelRequest _request = grant.Request;

    /// <param name="edits">What became of the texts upstream; <see langword="null"/> where the request was refused.</param>
    /// <param name="record">What the policies said.</param>
    /// <param name="allowance">What may be kept.</param>
    public IReadOnlyList<TextTrace> Read(JsonEdits? edits, CallRecord record, ContentAllowance allowance)
    {
        var chosen = Choose(allowance);
        var names = _request.Texts.Where(slot => slot.Kind == TextKind.Name).Select(slot => slot.Token.Start).ToHashSet();
        var places = JsonPointers.Of(_request.Body.Span, chosen.Select(slot => slot.Token.Start).ToHashSet(), names.Contains);
        var refused = edits is null && mode != AuditContent.Hash ? new RefusedTexts(grant, record, chosen) : null;
        var traces = new List<(int Start, TextTrace Trace)>(chosen.Count);
        foreach (var slot in chosen)
        {
            var at = places[slot.Token.Start];
            if (!allowance.TryTake(Encoding.UTF8.GetByteCount(at) + (mode == AuditContent.Hash ? ContentHash.Length : 1)))
            {
                break;
            }

            traces.Add((slot.Token.Start, Trace(slot, at, edits, refused, allowance)));
        }

        return [.. traces.OrderBy(t => t.Start).Select(t => t.Trace)];
    }

    private TextTrace Trace(TextSlot slot, string at, JsonEdits? edits, RefusedTexts? refused, ContentAllowance allowance)
    {
        var original = JsonText.ToText(slot, _request.Body.Span);
        if (mode == AuditContent.Hash)
        {
            return new() { At = at, Hmac = ContentHash.Of(hashKey.Span, original) };
        }

        var text = refused is not null ? refused.Of(slot, original) : edits!.StringOf(slot.Token) ?? original;
        return new()
        {
            At = at,
            Text = text is null ? null : allowance.Take(text),
            Original = mode == AuditContent.Full && text != original ? allowance.Take(original) : null,
        };
    }

    // By their raw size, which no text exceeds: what is cut off here has no room later.
    private List<TextSlot> Choose(ContentAllowance allowance)
    {
        var chosen = new List<TextSlot>();
        long size = 0;
        foreach (var slot in _request.Texts.Where(slot => slot.Token.Length > 2).OrderByDescending(slot => slot.Source.Message))
        {
            if (chosen.Count == MostTexts || size > ContentAllowance.Bytes * 8L)
            {
                allowance.Exceed();
                break;
            }

            chosen.Add(slot);
            size += mode == AuditContent.Hash ? ContentHash.Length : slot.Token.Length;
        }

        return chosen;
    }
}
