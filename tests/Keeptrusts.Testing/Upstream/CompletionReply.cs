using System.Text;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Testing.Upstream;

/// <summary>An answer of <c>/v1/completions</c>, streamed or whole as the request asks; <c>n</c> choices for each prompt say the same.</summary>
/// <param name="Text">The answer.</param>
public sealed record CompletionReply(string Text = "Hello from upstream.") : MockReply
{
    /// <summary>Sizes of the streamed pieces in UTF-16 code units, used in turn.</summary>
    public IReadOnlyList<int> Cuts { get; init; } = [4];

    /// <summary>How events become bytes.</summary>
    public SseFraming Framing { get; init; } = SseFraming.Plain;

    /// <summary>How the stream ends: completely, or after the text without its finish chunks, with or without an error event.</summary>
    public ReplyEnding Ending { get; init; }

    private protected override async Task WriteCoreAsync(HttpContext context, RecordedRequest request)
    {
        var choices = Enumerable.Range(0, request.Json["n"]?.GetValue<int>() ?? 1).ToList();
        const string Usage = """{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}""";
        const string Error = """{"error":{"message":"The model is overloaded.","type":"server_error","param":null,"code":"overloaded"}}""";
        if (request.WantsStream)
        {
            var pieces = choices.SelectMany(choice => TextCuts.Cut(Text, Cuts).Select(piece => Chunk(Choice(choice, piece, "null"))));
            IEnumerable<string> end = [.. choices.Select(choice => Chunk(Choice(choice, "", "\"stop\""))), Chunk("", Usage), "[DONE]"];
            await new EventsReply([.. pieces, .. Ending switch { ReplyEnding.Complete => end, ReplyEnding.ErrorEvent => [Error], _ => [] }]) { Framing = Framing, Ending = Ending }.WriteAsync(context, request).ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "application/json";
        var body = Chunk(string.Join(',', choices.Select(choice => Choice(choice, Text, "\"stop\""))), Usage);
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body), context.RequestAborted).ConfigureAwait(false);
    }

    private static string Choice(int index, string text, string finish) =>
        $$$"""{"text":{{{JsonText.Quote(text)}}},"index":{{{index}}},"logprobs":{"tokens":[{{{JsonText.Quote(text)}}}],"token_logprobs":[-0.1],"top_logprobs":null,"text_offset":[0]},"finish_reason":{{{finish}}}}""";

    private static string Chunk(string choices, string usage = "null") =>
        $$"""{"id":"cmpl-mock-1","object":"text_completion","created":1750000000,"model":"gpt-3.5-turbo-instruct","choices":[{{choices}}],"usage":{{usage}}}""";
}
