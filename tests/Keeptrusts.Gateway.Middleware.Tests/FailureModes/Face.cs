using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.FailureModes;

/// <summary>One way to ask a model something: a route, its dialect and what the provider behind it speaks. The tests of failure modes run over all of them.</summary>
internal sealed record Face
{
    /// <summary>Named by tests.</summary>
    public required string Name { get; init; }

    /// <summary>The route.</summary>
    public required string Path { get; init; }

    /// <summary>The header that carries the key; <c>Authorization</c> with <c>Bearer</c> where it is <see langword="null"/>.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>A question, as the body has it, without its last brace.</summary>
    public required Func<string, string> Question { get; init; }

    /// <summary>Makes the provider say a text, in pieces of a size, and end as told.</summary>
    public required Action<MockUpstream, string, int, ReplyEnding> Say { get; init; }

    /// <summary>Makes the provider answer whatever it is told.</summary>
    public required Action<MockUpstream, MockReply> Reply { get; init; }

    /// <summary>What an event of a stream adds to the text.</summary>
    public required Func<JsonNode, string?> Piece { get; init; }

    /// <summary>The text of a whole answer.</summary>
    public required Func<JsonNode, string> Text { get; init; }

    /// <summary>What only a complete stream has.</summary>
    public required string EndMark { get; init; }

    /// <summary>What keeps an idle stream open.</summary>
    public string KeepAlive { get; init; } = ": keep-alive\n\n";

    /// <summary>A request that asks it.</summary>
    public string Body(string question, bool stream = false, string more = "") => $"{Question(question)}{(stream ? ",\"stream\":true" : "")}{more}}}";

    /// <summary>What a stream said.</summary>
    public string Said(ClientAnswer answer) => string.Concat(Events(answer).Select(Piece));

    /// <summary>The JSON of a stream's events, pings left out.</summary>
    public static IReadOnlyList<JsonNode> Events(ClientAnswer answer) =>
        [.. answer.Body.Split("\n\n").Select(Data).Where(data => data.StartsWith('{')).Select(data => JsonNode.Parse(data)!).Where(json => (string?)json["type"] != "ping")];

    /// <summary>The code of a refusal, or of the error that ends a stream; where the provider gave none, its type.</summary>
    public static string? Code(ClientAnswer answer)
    {
        var error = answer.Body.StartsWith('{') ? answer.Error : Events(answer)[^1]["error"] ?? Events(answer)[^1];
        return (string?)(error["innererror"]?["blocked"] ?? error["code"] ?? error["type"]);
    }

    private static string Data(string frame) => string.Join('\n', frame.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line[6..]));
}
