using System.Text;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Testing.Upstream;

/// <summary>An answer of <c>/v1/responses</c>, streamed or whole as the request asks: reasoning, one message, calls of functions.</summary>
public sealed record ResponsesReply : MockReply
{
    /// <summary>The text parts of the message; empty: no message.</summary>
    public IReadOnlyList<string> Parts { get; init; } = ["Hello from upstream."];

    /// <summary>A refusal behind the parts.</summary>
    public string? Refusal { get; init; }

    /// <summary>The summary of the reasoning.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Further parts of that summary.</summary>
    public IReadOnlyList<string> MoreReasoning { get; init; } = [];

    /// <summary>Calls of functions behind the message.</summary>
    public IReadOnlyList<MockToolCall> ToolCalls { get; init; } = [];

    /// <summary>Annotations of the first part, as JSON.</summary>
    public IReadOnlyList<string> Annotations { get; init; } = [];

    /// <summary>Sizes of the streamed pieces in UTF-16 code units, used in turn.</summary>
    public IReadOnlyList<int> Cuts { get; init; } = [4];

    /// <summary>Whether cuts may fall inside a surrogate pair.</summary>
    public bool SplitSurrogates { get; init; }

    /// <summary>More members of the response, as JSON with a comma behind.</summary>
    public string More { get; init; } = "";

    /// <summary>Whether pieces carry their log probabilities.</summary>
    public bool Logprobs { get; init; }

    /// <summary>How events become bytes.</summary>
    public SseFraming Framing { get; init; } = SseFraming.Plain;

    /// <summary>How the stream ends: completely, or in the middle.</summary>
    public ReplyEnding Ending { get; init; }

    /// <summary>The events of the stream.</summary>
    public IReadOnlyList<string> Events() => new ResponsesReplyJson(this).Events();

    /// <summary>The whole response.</summary>
    public string Whole() => new ResponsesReplyJson(this).Response("completed");

    private protected override async Task WriteCoreAsync(HttpContext context, RecordedRequest request)
    {
        if (!request.WantsStream)
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Whole()), context.RequestAborted).ConfigureAwait(false);
            return;
        }

        var events = Events();
        IReadOnlyList<string> sent = Ending switch
        {
            ReplyEnding.Complete => events,
            ReplyEnding.ErrorEvent => [.. events.Take(events.Count / 2), """{"type":"error","sequence_number":99,"code":"server_error","message":"The model is overloaded.","param":null}"""],
            _ => [.. events.Take(events.Count / 2)],
        };
        await new EventsReply(sent) { Framing = Framing, Ending = Ending }.WriteAsync(context, request).ConfigureAwait(false);
    }
}
