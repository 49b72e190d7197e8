using System.Text;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Testing.Upstream;

/// <summary>An answer of a chat model, streamed or whole as the request asks.</summary>
public sealed record ChatReply : MockReply
{
    /// <summary>The <c>created</c> of every reply.</summary>
    public const long Created = 1_750_000_000;

    /// <summary>The id of every reply.</summary>
    public const string Id = "chatcmpl-mock-1";

    /// <summary>The answer.</summary>
    public string? Text { get; init; } = "Hello from upstream.";

    /// <summary>Answers of the second, third … choice; where there are fewer than choices, <see cref="Text"/>.</summary>
    public IReadOnlyList<string> OtherTexts { get; init; } = [];

    /// <summary>Sizes of the streamed pieces in UTF-16 code units, used in turn; applies to text, reasoning, refusal and arguments alike.</summary>
    public IReadOnlyList<int> Cuts { get; init; } = [4];

    /// <summary>Whether cuts may fall inside a surrogate pair, which then travels as two <c>\u</c> escapes.</summary>
    public bool SplitSurrogates { get; init; }

    /// <summary>Time before each event but the first.</summary>
    public TimeSpan EventDelay { get; init; }

    /// <summary>Prompt tokens to report; <see langword="null"/>: the provider reports no usage, asked or not.</summary>
    public int? PromptTokens { get; init; } = 11;

    /// <summary>Output tokens to report.</summary>
    public int CompletionTokens { get; init; } = 7;

    /// <summary>Tool calls after the text.</summary>
    public IReadOnlyList<MockToolCall> ToolCalls { get; init; } = [];

    /// <summary>Reasoning before the text, as <c>reasoning_content</c>.</summary>
    public string? Reasoning { get; init; }

    /// <summary>A refusal.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether each content piece carries its log probabilities.</summary>
    public bool Logprobs { get; init; }

    /// <summary>How a stream ends.</summary>
    public ReplyEnding Ending { get; init; }

    /// <summary>Events before the <see cref="Ending"/>, when it is not <see cref="ReplyEnding.Complete"/>; <see langword="null"/>: all but the finish chunk.</summary>
    public int? EndAfterEvents { get; init; }

    /// <summary>How events become bytes.</summary>
    public SseFraming Framing { get; init; } = SseFraming.Plain;

    private protected override Task WriteCoreAsync(HttpContext context, RecordedRequest request) =>
        request.WantsStream ? StreamAsync(context, request) : WholeAsync(context, request);

    private async Task WholeAsync(HttpContext context, RecordedRequest request)
    {
        var body = Encoding.UTF8.GetBytes(new ChatReplyJson(this, request).Whole());
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task StreamAsync(HttpContext context, RecordedRequest request)
    {
        var json = new ChatReplyJson(this, request);
        var stream = new SseWriter(context, request, Framing);
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);

        var events = json.Content().Concat(Ending == ReplyEnding.Complete ? json.Finish() : []);
        if (Ending != ReplyEnding.Complete && EndAfterEvents is { } limit)
        {
            events = events.Take(limit);
        }

        var first = true;
        foreach (var next in events)
        {
            if (!first && EventDelay > TimeSpan.Zero)
            {
                await Task.Delay(EventDelay, context.RequestAborted).ConfigureAwait(false);
            }

            first = false;
            await stream.SendAsync(next).ConfigureAwait(false);
        }

        await EndAsync(context, stream).ConfigureAwait(false);
    }

    private async Task EndAsync(HttpContext context, SseWriter stream)
    {
        switch (Ending)
        {
            case ReplyEnding.Complete:
                await stream.SendAsync("[DONE]").ConfigureAwait(false);
                break;
            case ReplyEnding.ErrorEvent:
                await stream.SendAsync("""{"error":{"message":"The model is overloaded.","type":"server_error","param":null,"code":"overloaded"}}""").ConfigureAwait(false);
                break;
            case ReplyEnding.Abort:
                // A reset overtakes bytes still in flight, so give the reader a moment with them.
                await Task.Delay(TimeSpan.FromMilliseconds(30), context.RequestAborted).ConfigureAwait(false);
                context.Abort();
                break;
            case ReplyEnding.Stall:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(false);
                break;
            default:
                break;
        }
    }
}
