using System.Globalization;

namespace Keeptrusts.Testing.Upstream;

/// <summary>A <see cref="ResponsesReply"/> as the JSON of its events, or of the whole response.</summary>
internal sealed class ResponsesReplyJson(ResponsesReply reply)
{
    private readonly List<string> _events = [];

    public string Response(string status)
    {
        var (usage, output) = status == "completed"
            ? ("""{"input_tokens":11,"input_tokens_details":{"cached_tokens":3},"output_tokens":7,"output_tokens_details":{"reasoning_tokens":2},"total_tokens":18}""", string.Join(',', Items()))
            : ("null", "");
        return $$"""{"id":"resp_mock_1","object":"response","created_at":1750000000,"status":"{{status}}","error":null,"incomplete_details":null,{{reply.More}}"model":"gpt-4o","output":[{{output}}],"parallel_tool_calls":true,"store":false,"usage":{{usage}}}""";
    }

    public IReadOnlyList<string> Events()
    {
        _events.Clear();
        Add("response.created", $"\"response\":{Response("in_progress")}");
        Add("response.in_progress", $"\"response\":{Response("in_progress")}");
        var output = 0;
        if (reply.Reasoning is not null)
        {
            Reasoning(output++, [reply.Reasoning, .. reply.MoreReasoning]);
        }

        if (reply.Parts.Count > 0)
        {
            Message(output++);
        }

        foreach (var call in reply.ToolCalls)
        {
            Call(output++, call);
        }

        Add("response.completed", $"\"response\":{Response("completed")}");
        return _events;
    }

    private void Reasoning(int output, string[] texts)
    {
        var at = $"\"output_index\":{output}";
        Add("response.output_item.added", $$"""{{at}},"item":{"id":"rs_1","type":"reasoning","summary":[]}""");
        for (var i = 0; i < texts.Length; i++)
        {
            var part = string.Create(CultureInfo.InvariantCulture, $"\"item_id\":\"rs_1\",{at},\"summary_index\":{i}");
            Add("response.reasoning_summary_part.added", $$"""{{part}},"part":{"type":"summary_text","text":""}""");
            foreach (var piece in Cut(texts[i]))
            {
                Add("response.reasoning_summary_text.delta", $"{part},\"delta\":{JsonText.Quote(piece)}");
            }

            Add("response.reasoning_summary_text.done", $"{part},\"text\":{JsonText.Quote(texts[i])}");
            Add("response.reasoning_summary_part.done", $$"""{{part}},"part":{{Summary(texts[i])}}""");
        }

        Add("response.output_item.done", $"{at},\"item\":{Items().First()}");
    }

    private static string Summary(string text) => $$"""{"type":"summary_text","text":{{JsonText.Quote(text)}}}""";

    private void Message(int output)
    {
        var at = $"\"output_index\":{output}";
        Add("response.output_item.added", $$"""{{at}},"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}""");
        for (var i = 0; i < reply.Parts.Count; i++)
        {
            var part = string.Create(CultureInfo.InvariantCulture, $"\"item_id\":\"msg_1\",{at},\"content_index\":{i}");
            Add("response.content_part.added", $"{part},\"part\":{Part("", false)}");
            foreach (var piece in Cut(reply.Parts[i]))
            {
                Add("response.output_text.delta", $"{part},\"delta\":{JsonText.Quote(piece)},\"logprobs\":{Logprobs(piece)},\"obfuscation\":\"aB3\"");
            }

            for (var a = 0; i == 0 && a < reply.Annotations.Count; a++)
            {
                Add("response.output_text.annotation.added", string.Create(CultureInfo.InvariantCulture, $"{part},\"annotation_index\":{a},\"annotation\":{reply.Annotations[a]}"));
            }

            Add("response.output_text.done", $"{part},\"text\":{JsonText.Quote(reply.Parts[i])},\"logprobs\":{Logprobs(reply.Parts[i])}");
            Add("response.content_part.done", $"{part},\"part\":{Part(reply.Parts[i], i == 0)}");
        }

        if (reply.Refusal is { } refusal)
        {
            var part = string.Create(CultureInfo.InvariantCulture, $"\"item_id\":\"msg_1\",{at},\"content_index\":{reply.Parts.Count}");
            Add("response.content_part.added", $$"""{{part}},"part":{"type":"refusal","refusal":""}""");
            foreach (var piece in Cut(refusal))
            {
                Add("response.refusal.delta", $"{part},\"delta\":{JsonText.Quote(piece)}");
            }

            Add("response.refusal.done", $"{part},\"refusal\":{JsonText.Quote(refusal)}");
            Add("response.content_part.done", $$"""{{part}},"part":{"type":"refusal","refusal":{{JsonText.Quote(refusal)}}}""");
        }

        Add("response.output_item.done", $"{at},\"item\":{Items().ElementAt(output)}");
    }

    private void Call(int output, MockToolCall call)
    {
        var at = $"\"output_index\":{output}";
        Add("response.output_item.added", $"{at},\"item\":{Call(call, "", "in_progress")}");
        foreach (var piece in Cut(call.Arguments))
        {
            Add("response.function_call_arguments.delta", $"\"item_id\":\"fc_{call.Id}\",{at},\"delta\":{JsonText.Quote(piece)}");
        }

        Add("response.function_call_arguments.done", $"\"item_id\":\"fc_{call.Id}\",{at},\"name\":{JsonText.Quote(call.Name)},\"arguments\":{JsonText.Quote(call.Arguments)}");
        Add("response.output_item.done", $"{at},\"item\":{Call(call, call.Arguments, "completed")}");
    }

    private IEnumerable<string> Items()
    {
        if (reply.Reasoning is not null)
        {
            yield return $$"""{"id":"rs_1","type":"reasoning","summary":[{{string.Join(',', reply.MoreReasoning.Prepend(reply.Reasoning).Select(Summary))}}]}""";
        }

        if (reply.Parts.Count > 0)
        {
            var parts = reply.Parts.Select((text, i) => Part(text, i == 0));
            IEnumerable<string> refusal = reply.Refusal is null ? [] : [$$"""{"type":"refusal","refusal":{{JsonText.Quote(reply.Refusal)}}}"""];
            yield return $$"""{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{{string.Join(',', parts.Concat(refusal))}}]}""";
        }

        foreach (var call in reply.ToolCalls)
        {
            yield return Call(call, call.Arguments, "completed");
        }
    }

    private static string Call(MockToolCall call, string arguments, string status) =>
        $$"""{"id":"fc_{{call.Id}}","type":"function_call","status":"{{status}}","arguments":{{JsonText.Quote(arguments)}},"call_id":{{JsonText.Quote(call.Id)}},"name":{{JsonText.Quote(call.Name)}}}""";

    private string Part(string text, bool annotated) =>
        $$"""{"type":"output_text","annotations":[{{(annotated ? string.Join(',', reply.Annotations) : "")}}],"logprobs":{{Logprobs(text)}},"text":{{JsonText.Quote(text)}}}""";

    private string Logprobs(string text) =>
        reply.Logprobs && text.Length > 0 ? $$"""[{"token":{{JsonText.Quote(text)}},"logprob":-0.1,"bytes":[1],"top_logprobs":[]}]""" : "[]";

    private IReadOnlyList<string> Cut(string text) => text.Length == 0 ? [] : TextCuts.Cut(text, reply.Cuts, reply.SplitSurrogates);

    private void Add(string type, string members) =>
        _events.Add(string.Create(CultureInfo.InvariantCulture, $"{{\"type\":\"{type}\",\"sequence_number\":{_events.Count},{members}}}"));
}
