using System.Collections.Frozen;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Translation.Anthropic;

/// <summary>The members of a chat request beside its messages and tools.</summary>
internal static class ChatMembers
{
    // Translated, or about the call and not about the answer: who asks, what is kept, where caches are, how usage is told.
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
    [
        "model", "messages", "tools", "tool_choice", "parallel_tool_calls", "max_tokens", "max_completion_tokens", "temperature", "top_p", "top_k", "stop", "stream", "stream_options",
        "response_format", "reasoning_effort", "thinking", "user", "store", "metadata", "safety_identifier", "prompt_cache_key", "prompt_cache_retention",
    ]);

    public static Refusal? Unsupported(JsonElement root)
    {
        foreach (var member in root.EnumerateObject())
        {
            if (!Known.Contains(member.Name) && !SaysNothing(member))
            {
                return member.Name == "n" ? Untranslatable.Of("n", "it gives one answer a call. Ask once for each.") : Untranslatable.Unknown(member.Name);
            }
        }

        return root.Member("temperature") is { ValueKind: JsonValueKind.Number } temperature && temperature.GetDouble() > 1
            ? Untranslatable.Of("temperature", "it goes from 0 to 1 there.")
            : null;
    }

    public static Refusal? Write(Utf8JsonWriter json, JsonElement root)
    {
        foreach (var same in (string[])["temperature", "top_p", "top_k", "stream", "thinking"])
        {
            json.Copy(root, same);
        }

        if (root.Member("stop") is { } stop)
        {
            json.WriteRaw("stop_sequences", stop.ValueKind == JsonValueKind.Array ? stop.GetRawText() : $"[{stop.GetRawText()}]");
        }

        return WriteOutput(json, root);
    }

    // Members that ask for what is the case anyhow.
    private static bool SaysNothing(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Number => member.Name is "frequency_penalty" or "presence_penalty" or "top_logprobs" ? member.Value.GetDouble() == 0 : member.Name == "n" && member.Value.GetDouble() == 1,
        JsonValueKind.Object => member.Name == "logit_bias" && member.Value.GetPropertyCount() == 0,
        JsonValueKind.Array => member.Name == "modalities" && member.Value.EnumerateArray().All(modality => modality.ValueKind == JsonValueKind.String && modality.ValueEquals("text")),
        JsonValueKind.String => member.Name switch
        {
            "service_tier" => member.Value.ValueEquals("auto") || member.Value.ValueEquals("default"),
            "verbosity" => member.Value.ValueEquals("medium"),
            _ => false,
        },
        _ => false,
    };

    private static Refusal? WriteOutput(Utf8JsonWriter json, JsonElement root)
    {
        var (format, effort) = (root.Member("response_format"), root.Member("reasoning_effort"));
        if (effort is { } word && !(word.ValueKind == JsonValueKind.String && (word.ValueEquals("low") || word.ValueEquals("medium") || word.ValueEquals("high"))))
        {
            return Untranslatable.Of("reasoning_effort", "it knows low, medium and high.");
        }

        var schema = format?.Member("json_schema")?.Member("schema");
        if (format is { } given && !given.Is("type", "text") && (schema is null || !given.Is("type", "json_schema")))
        {
            return Untranslatable.Of("response_format", "it can only be a schema (`json_schema`). Send one, or ask for JSON in words.");
        }

        if (schema is null && effort is null)
        {
            return null;
        }

        json.WriteStartObject("output_config");
        if (schema is { } shape)
        {
            json.WriteStartObject("format");
            json.WriteString("type", "json_schema");
            json.WriteRaw("schema", shape.GetRawText());
            json.WriteEndObject();
        }

        json.Copy(root, "reasoning_effort", "effort");
        json.WriteEndObject();
        return null;
    }
}
