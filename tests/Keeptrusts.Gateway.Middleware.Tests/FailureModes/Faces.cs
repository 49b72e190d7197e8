using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.FailureModes;

/// <summary>The faces by name.</summary>
internal static class Faces
{
    public static IReadOnlyList<Face> All { get; } =
    [
        new()
        {
            Name = "chat",
            Path = "/v1/chat/completions",
            Question = text => $$"""{"model":"gpt-4o","messages":[{"role":"user","content":{{Quoted(text)}}}]""",
            Say = SayChat,
            Reply = (upstream, reply) => upstream.Reply = reply,
            Piece = ChatPiece,
            Text = ChatText,
            EndMark = "data: [DONE]",
        },
        new()
        {
            Name = "azure",
            Path = "/openai/deployments/gpt-azure/chat/completions?api-version=2024-10-21",
            KeyHeader = "api-key",
            Question = text => $$"""{"messages":[{"role":"user","content":{{Quoted(text)}}}]""",
            Say = SayChat,
            Reply = (upstream, reply) => upstream.Reply = reply,
            Piece = ChatPiece,
            Text = ChatText,
            EndMark = "data: [DONE]",
        },
        new()
        {
            Name = "chat-anthropic",
            Path = "/v1/chat/completions",
            Question = text => $$"""{"model":"claude-sonnet-4-5","max_tokens":100,"messages":[{"role":"user","content":{{Quoted(text)}}}]""",
            Say = SayMessage,
            Reply = (upstream, reply) => upstream.Message = reply,
            Piece = ChatPiece,
            Text = ChatText,
            EndMark = "data: [DONE]",
        },
        new()
        {
            Name = "completions",
            Path = "/v1/completions",
            Question = text => $$"""{"model":"gpt-4o","prompt":{{Quoted(text)}}""",
            Say = (upstream, text, cut, ending) => upstream.Completion = new CompletionReply(text) { Cuts = [cut], Ending = ending },
            Reply = (upstream, reply) => upstream.Completion = reply,
            Piece = json => (string?)json["choices"]?.AsArray().FirstOrDefault()?["text"],
            Text = json => (string)json["choices"]![0]!["text"]!,
            EndMark = "data: [DONE]",
        },
        new()
        {
            Name = "responses",
            Path = "/v1/responses",
            Question = text => $$"""{"model":"gpt-4o","input":{{Quoted(text)}}""",
            Say = (upstream, text, cut, ending) => upstream.Response = new ResponsesReply { Parts = [text], Cuts = [cut], Ending = ending },
            Reply = (upstream, reply) => upstream.Response = reply,
            Piece = json => (string?)json["type"] == "response.output_text.delta" ? (string?)json["delta"] : null,
            Text = json => (string)json["output"]![0]!["content"]![0]!["text"]!,
            EndMark = "response.completed",
        },
        new()
        {
            Name = "messages",
            Path = "/v1/messages",
            KeyHeader = "x-api-key",
            Question = text => $$"""{"model":"claude-sonnet-4-5","max_tokens":100,"messages":[{"role":"user","content":{{Quoted(text)}}}]""",
            Say = SayMessage,
            Reply = (upstream, reply) => upstream.Message = reply,
            Piece = json => (string?)json["delta"]?["text"],
            Text = json => (string)json["content"]![0]!["text"]!,
            EndMark = "message_stop",
            KeepAlive = "event: ping\ndata: {\"type\": \"ping\"}\n\n",
        },
    ];

    /// <summary>The names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(face => face.Name)];

    /// <summary>The names, each with a stream and without.</summary>
    public static TheoryData<string, bool> BothWays
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var face in All)
            {
                cases.Add(face.Name, false);
                cases.Add(face.Name, true);
            }

            return cases;
        }
    }

    public static Face Of(string name) => All.Single(face => face.Name == name);

    public static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static void SayChat(MockUpstream upstream, string text, int cut, ReplyEnding ending) => upstream.Reply = new ChatReply { Text = text, Cuts = [cut], Ending = ending };

    private static void SayMessage(MockUpstream upstream, string text, int cut, ReplyEnding ending) => upstream.Message = new MessagesReply { Texts = [text], Cuts = [cut], Ending = ending };

    private static string? ChatPiece(JsonNode json) => (string?)json["choices"]?.AsArray().FirstOrDefault()?["delta"]?["content"];

    private static string ChatText(JsonNode json) => (string)json["choices"]![0]!["message"]!["content"]!;
}
