using System.Buffers;
using System.Text.Json;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.ExternalModeration;

/// <summary>What is sent to a moderation service.</summary>
internal static class ModerationBody
{
    /// <summary>Most texts of one request to a target; longer calls take several.</summary>
    public const int MostTexts = 32;

    /// <summary><c>{"phase","texts":[{"role","text","at"}]}</c>.</summary>
    public static ReadOnlyMemory<byte> OfWebhook(PolicyPhase phase, IReadOnlyList<PolicyText> texts) => Write(json =>
    {
        json.WriteString("phase", BlockFields.Name(phase));
        json.WriteStartArray("texts");
        foreach (var text in texts)
        {
            json.WriteStartObject();
            json.WriteString("role", JsonNamingPolicy.SnakeCaseLower.ConvertName(text.Source.Role.ToString()));
            json.WriteString("text", text.Text);
            if (text.At is not null)
            {
                json.WriteString("at", text.At);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>OpenAI's request: <c>{"model","input":[…]}</c>. https://platform.openai.com/docs/api-reference/moderations/create</summary>
    public static ReadOnlyMemory<byte> OfTarget(string model, IReadOnlyList<PolicyText> texts) => Write(json =>
    {
        json.WriteString("model", model);
        json.WriteStartArray("input");
        foreach (var text in texts)
        {
            json.WriteStringValue(text.Text);
        }

        json.WriteEndArray();
    });

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
