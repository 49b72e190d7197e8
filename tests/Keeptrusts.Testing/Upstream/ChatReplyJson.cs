namespace Keeptrusts.Testing.Upstream;

/// <summary>A <see cref="ChatReply"/> as the JSON of its events, or of the whole response.</summary>
internal sealed class ChatReplyJson
{
    private readonly ChatReply _reply;
    private readonly string _head;
    private readonly int _choices;
    private readonly bool _usage;

    public ChatReplyJson(ChatReply reply, RecordedRequest request)
    {
        _reply = reply;
        _choices = request.Json["n"]?.GetValue<int>() ?? 1;
        _usage = request.WantsUsage && reply.PromptTokens is not null;
        var model = JsonText.Quote(request.Json["model"]?.GetValue<string>());
        var kind = request.WantsStream ? "chat.completion.chunk" : "chat.completion";
        _head = $$"""{"id":"{{ChatReply.Id}}","object":"{{kind}}","created":{{ChatReply.Created}},"model":{{model}},"system_fingerprint":"fp_mock",""";
    }

    private string FinishReason => _reply.ToolCalls.Count > 0 ? "tool_calls" : "stop";

    private string Usage =>
        $$$"""{"prompt_tokens":{{{_reply.PromptTokens}}},"completion_tokens":{{{_reply.CompletionTokens}}},"total_tokens":{{{_reply.PromptTokens + _reply.CompletionTokens}}},"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}""";

    /// <summary>All events before the finish chunks; those of several choices take turns.</summary>
    public IEnumerable<string> Content()
    {
        var choices = Enumerable.Range(0, _choices).Select(i => Deltas(i).ToArray()).ToArray();
        for (var turn = 0; turn < choices.Max(c => c.Length); turn++)
        {
            for (var i = 0; i < choices.Length; i++)
            {
                if (turn < choices[i].Length)
                {
                    var (delta, logprobs) = choices[i][turn];
                    yield return Chunk($$"""{"index":{{i}},"delta":{{delta}},"logprobs":{{logprobs}},"finish_reason":null}""");
                }
            }
        }
    }

    /// <summary>The finish chunk of each choice, then the usage chunk for those who asked.</summary>
    public IEnumerable<string> Finish()
    {
        for (var i = 0; i < _choices; i++)
        {
            yield return Chunk($$$"""{"index":{{{i}}},"delta":{},"logprobs":null,"finish_reason":"{{{FinishReason}}}"}""");
        }

        if (_usage)
        {
            yield return $$"""{{_head}}"choices":[],"usage":{{Usage}}}""";
        }
    }

    /// <summary>The body for a request that wants no stream.</summary>
    public string Whole()
    {
        var choices = Enumerable.Range(0, _choices).Select(i =>
        {
            var calls = string.Join(',', _reply.ToolCalls.Select(c =>
                $$$"""{"id":{{{JsonText.Quote(c.Id)}}},"type":"function","function":{"name":{{{JsonText.Quote(c.Name)}}},"arguments":{{{JsonText.Quote(c.Arguments)}}}}}"""));
            var message = $$"""{"role":"assistant","content":{{JsonText.Quote(TextOf(i))}},"refusal":{{JsonText.Quote(_reply.Refusal)}}""";
            message += _reply.Reasoning is null ? "" : $",\"reasoning_content\":{JsonText.Quote(_reply.Reasoning)}";
            message += calls.Length == 0 ? "}" : $",\"tool_calls\":[{calls}]}}";
            var logprobs = _reply.Logprobs && TextOf(i) is { } text ? Logprobs(Cut(text)) : "null";
            return $$"""{"index":{{i}},"message":{{message}},"logprobs":{{logprobs}},"finish_reason":"{{FinishReason}}"}""";
        });
        var usage = _reply.PromptTokens is null ? "" : $",\"usage\":{Usage}";
        return $"{_head}\"choices\":[{string.Join(',', choices)}]{usage}}}";
    }

    private static string Logprobs(IReadOnlyList<string> tokens) =>
        $$"""{"content":[{{string.Join(',', tokens.Select(t => $$"""{"token":{{JsonText.Quote(t)}},"logprob":-0.1,"bytes":null,"top_logprobs":[]}"""))}}],"refusal":null}""";

    private string? TextOf(int choice) =>
        choice > 0 && choice <= _reply.OtherTexts.Count ? _reply.OtherTexts[choice - 1] : _reply.Text;

    private IReadOnlyList<string> Cut(string text) => TextCuts.Cut(text, _reply.Cuts, _reply.SplitSurrogates);

    private string Chunk(string choice) => $"{_head}\"choices\":[{choice}]{(_usage ? ",\"usage\":null" : "")}}}";

    private IEnumerable<(string Delta, string Logprobs)> Deltas(int choice)
    {
        yield return ("""{"role":"assistant","content":"","refusal":null}""", "null");
        foreach (var piece in _reply.Reasoning is null ? [] : Cut(_reply.Reasoning))
        {
            yield return ($$"""{"reasoning_content":{{JsonText.Quote(piece)}}}""", "null");
        }

        foreach (var piece in TextOf(choice) is { } text ? Cut(text) : [])
        {
            yield return ($$"""{"content":{{JsonText.Quote(piece)}}}""", _reply.Logprobs ? Logprobs([piece]) : "null");
        }

        foreach (var piece in _reply.Refusal is null ? [] : Cut(_reply.Refusal))
        {
            yield return ($$"""{"refusal":{{JsonText.Quote(piece)}}}""", "null");
        }

        for (var t = 0; t < _reply.ToolCalls.Count; t++)
        {
            var call = _reply.ToolCalls[t];
            yield return ($$$"""{"tool_calls":[{"index":{{{t}}},"id":{{{JsonText.Quote(call.Id)}}},"type":"function","function":{"name":{{{JsonText.Quote(call.Name)}}},"arguments":""}}]}""", "null");
            foreach (var piece in Cut(call.Arguments))
            {
                yield return ($$$"""{"tool_calls":[{"index":{{{t}}},"function":{"arguments":{{{JsonText.Quote(piece)}}}}}]}""", "null");
            }
        }
    }
}
