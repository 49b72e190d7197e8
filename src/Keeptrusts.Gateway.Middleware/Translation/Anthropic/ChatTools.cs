using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Translation.Anthropic;

/// <summary>The tools that a chat request offers, and which of them the model is to call.</summary>
internal static class ChatTools
{
    private static Refusal CustomTool => Untranslatable.Of("tools", "it has functions only. Describe the tool as one.");

    public static Refusal? Write(Utf8JsonWriter json, JsonElement root)
    {
        if (root.Member("tools") is not { ValueKind: JsonValueKind.Array } tools || tools.GetArrayLength() == 0)
        {
            return null;
        }

        json.WriteStartArray("tools");
        foreach (var tool in tools.EnumerateArray())
        {
            if (!tool.Is("type", "function") || tool.Member("function") is not { } function)
            {
                json.WriteEndArray();
                return CustomTool;
            }

            json.WriteStartObject();
            json.Copy(function, "name");
            json.Copy(function, "description");
            json.WriteRaw("input_schema", function.Member("parameters")?.GetRawText() ?? """{"type":"object","properties":{}}""");
            if (function.Member("strict") is { ValueKind: JsonValueKind.True })
            {
                json.WriteBoolean("strict", true);
            }

            json.Copy(tool, "cache_control");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        return WriteChoice(json, root.Member("tool_choice"), oneByOne: root.Member("parallel_tool_calls") is { ValueKind: JsonValueKind.False });
    }

    private static Refusal? WriteChoice(Utf8JsonWriter json, JsonElement? choice, bool oneByOne)
    {
        var name = choice?.Member("function")?.Raw("name");
        var word = choice is not { } said ? "auto"
            : said.ValueKind == JsonValueKind.String ? said.ValueEquals("auto") ? "auto" : said.ValueEquals("required") ? "any" : said.ValueEquals("none") ? "none" : null
            : said.Is("type", "function") && name is not null ? "tool"
            : null;
        if (word is null)
        {
            return Untranslatable.Of("tool_choice", "it knows auto, none, required and one function by its name.");
        }

        if (choice is null && !oneByOne)
        {
            return null;
        }

        json.WriteStartObject("tool_choice");
        json.WriteString("type", word);
        if (word == "tool")
        {
            json.WriteRaw("name", name!);
        }

        if (oneByOne && word != "none")
        {
            json.WriteBoolean("disable_parallel_tool_use", true);
        }

        json.WriteEndObject();
        return null;
    }
}
