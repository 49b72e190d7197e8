using System.Text;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Contents;

/// <summary>Keeps of one call's texts what its event is to hold.</summary>
/// <param name="grant">The call.</param>
/// <param name="mode">What is kept; not <see cref="AuditContent.None"/>.</param>
/// <param name="hashKey">The key of hashes; empty in other modes.</param>
internal sealed class ContentKeeper(Grant grant, AuditContent mode, ReadOnlyMemory<byte> hashKey) : IDisposable
{
    private readonly AnswerContent? _heard = mode == AuditContent.Full ? new(grant.Request.Surface, grant.Request.Stream, default) : null;
    private JsonEdits? _edits;

    /// <summary>What is handed to the caller.</summary>
    public AnswerContent Said { get; } = new(grant.Request.Surface, grant.Request.Stream, hashKey);

    /// <summary>The request may leave, with these edits.</summary>
    public void Clear(JsonEdits edits) => _edits = edits;

    /// <summary>The provider says this: a whole answer, or a chunk.</summary>
    public void Hear(ReadOnlySpan<byte> json) => _heard?.Take(json);

    /// <summary>What the event holds.</summary>
    /// <param name="record">What the policies said.</param>
    public ContentTrace Trace(CallRecord record)
    {
        var (asked, answered) = (new ContentAllowance(), new ContentAllowance());
        return new()
        {
            Mode = mode switch { AuditContent.Hash => "hash", AuditContent.Redacted => "redacted", _ => "full" },
            Request = new RequestContent(grant, mode, hashKey).Read(_edits, record, asked),
            Response = Answer(answered),
            Truncated = asked.Exceeded | answered.Exceeded | Said.Exceeded | (_heard?.Exceeded ?? false),
        };
    }

    public void Dispose()
    {
        Said.Dispose();
        _heard?.Dispose();
    }

    private List<TextTrace> Answer(ContentAllowance allowance)
    {
        var traces = new List<TextTrace>();
        foreach (var place in Said.Texts.Concat(_heard?.Texts ?? []).Select(text => text.Place).Distinct())
        {
            if (!allowance.TryTake(Encoding.UTF8.GetByteCount(place.At) + (mode == AuditContent.Hash ? ContentHash.Length : 1)))
            {
                break;
            }

            traces.Add(Trace(place, allowance));
        }

        return traces;
    }

    private TextTrace Trace(AnswerPlace place, ContentAllowance allowance)
    {
        var said = Said.Find(place);
        if (mode == AuditContent.Hash)
        {
            return new() { At = place.At, Hmac = said!.Hmac() };
        }

        var text = said is null ? null : Shown(said, allowance);
        var original = _heard?.Find(place);
        return new()
        {
            At = place.At,
            Text = text is null ? null : allowance.Take(text),
            Original = original is null || original.Text == said?.Text ? null : allowance.Take(original.Text),
        };
    }

    // Values that came back in place of the request's placeholders were redacted in the request; the event says no more of them in the answer.
    private string Shown(AnswerText said, ContentAllowance allowance)
    {
        var text = said.Text;
        if (said.WasCut)
        {
            allowance.Exceed();
        }

        if (mode != AuditContent.Redacted || grant.Call.Issued is not { } issued)
        {
            return text;
        }

        var hidden = issued.Hide(text);
        return said.WasCut ? hidden[..Math.Max(0, hidden.Length - AnswerContent.Margin)] : hidden;
    }
}
