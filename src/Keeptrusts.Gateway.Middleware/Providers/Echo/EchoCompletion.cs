using System.Buffers;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Providers.Echo;

/// <summary>Completions of the built-in target: each prompt, said again.</summary>
internal static class EchoCompletion
{
    public static byte[] Answer(ModelRequest request, JsonElement body, int prompt)
    {
        var prompts = EchoText.Inputs(body, "prompt");
        var each = body.TryGetProperty("n", out var n) && n.ValueKind == JsonValueKind.Number ? Math.Min(n.GetInt32(), EchoText.MostChoices) : 1;
        var answers = prompts.SelectMany(said => Enumerable.Repeat((request.Echoes ? said : "") + EchoText.Answer(said), each)).ToList();
        var id = EchoText.Id("cmpl-echo-", string.Concat(answers));
        var completion = answers.Sum(EchoText.Tokens);
        return request.Stream ? Stream(id, request.Model, answers, prompt, completion) : EchoJson.Write(json =>
        {
            EchoJson.Head(json, id, "text_completion", request.Model);
            json.WriteStartArray("choices");
            for (var i = 0; i < answers.Count; i++)
            {
                Choice(json, i, answers[i], "stop");
            }

            json.WriteEndArray();
            EchoJson.Usage(json, prompt, completion);
        });
    }

    private static byte[] Stream(string id, string model, List<string> answers, int prompt, int completion)
    {
        var events = new ArrayBufferWriter<byte>(4096);
        for (var i = 0; i < answers.Count; i++)
        {
            var choice = i;
            foreach (var piece in EchoText.Words(answers[i]))
            {
                EchoJson.Event(events, json => Chunk(json, id, model, choice, piece, null));
            }

            EchoJson.Event(events, json => Chunk(json, id, model, choice, "", "stop"));
        }

        EchoJson.Event(events, json =>
        {
            EchoJson.Head(json, id, "text_completion", model);
            json.WriteStartArray("choices");
            json.WriteEndArray();
            EchoJson.Usage(json, prompt, completion);
        });
        events.Write("data: [DONE]\n\n"u8);
        return events.WrittenSpan.ToArray();
    }

    private static void Chunk(Utf8JsonWriter json, string id, string model, int choice, string text, string? finish)
    {
        EchoJson.Head(json, id, "text_completion", model);
        json.WriteStartArray("choices");
        Choice(json, choice, text, finish);
        json.WriteEndArray();
        json.WriteNull("usage");
    }

    private static void Choice(Utf8JsonWriter json, int index, string text, string? finish)
    {
        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteString("text", text);
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", finish);
        json.WriteEndObject();
    }
}
