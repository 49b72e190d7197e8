using System.Text;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Testing.Upstream;

/// <summary>An answer of Anthropic's <c>/v1/messages</c>, streamed or whole as the request asks: thinking, texts, calls of tools.</summary>
public sealed record MessagesReply : MockReply
{
    /// <summary>The id of every message.</summary>
    public const string Id = "msg_01MockMockMock";

    /// <summary>The text blocks.</summary>
    public IReadOnlyList<string> Texts { get; init; } = ["Hello from upstream."];

    /// <summary>A signed block of thinking before the texts.</summary>
    public string? Thinking { get; init; }

    /// <summary>Calls of tools behind the texts.</summary>
    public IReadOnlyList<MockToolCall> ToolCalls { get; init; } = [];

    /// <summary>Sizes of the streamed pieces in UTF-16 code units, used in turn.</summary>
    public IReadOnlyList<int> Cuts { get; init; } = [4];

    /// <summary>How events become bytes; named, as the provider's are.</summary>
    public SseFraming Framing { get; init; } = new() { Named = true };

    /// <summary>How the stream ends: completely, or in the middle.</summary>
    public ReplyEnding Ending { get; init; }

    /// <summary>The events of the stream.</summary>
    public IReadOnlyList<string> Events() => new MessagesReplyJson(this).Events();

    /// <summary>The whole message.</summary>
    public string Whole() => new MessagesReplyJson(this).Whole();

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
            ReplyEnding.ErrorEvent => [.. events.Take(events.Count / 2), """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""],
            _ => [.. events.Take(events.Count / 2)],
        };
        await new EventsReply(sent) { Framing = Framing, Ending = Ending }.WriteAsync(context, request).ConfigureAwait(false);
    }
}
