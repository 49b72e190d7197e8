using System.Buffers;
using System.Globalization;
using System.Text;
using Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.Messages;

/// <summary>Writes the events of a streamed message, by name: its clients go by that.</summary>
internal static class MessagesEventWriter
{
    private static readonly JsonEdits NoEdits = new();

    public static ReadOnlySpan<byte> Stop => "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"u8;

    public static void Write(string type, ReadOnlySpan<byte> data, JsonEdits edits, IBufferWriter<byte> output)
    {
        if (type.All(c => char.IsAsciiLetter(c) || c == '_'))
        {
            output.Write("event: "u8);
            output.Write(Encoding.ASCII.GetBytes(type));
            output.Write("\n"u8);
        }

        ChunkWriter.Write(data, edits, output);
    }

    /// <summary>Writes what is pending of a text, as an event of our own.</summary>
    /// <returns>Whether something was.</returns>
    public static bool WritePending(SpokenText text, IBufferWriter<byte> output)
    {
        if (text.Pending.IsEmpty)
        {
            return false;
        }

        var (type, member) = text.Key.Path switch
        {
            ResponsesKey.BlockThinking => ("thinking_delta", "thinking"),
            ResponsesKey.BlockInput => ("input_json_delta", "partial_json"),
            _ => ("text_delta", "text"),
        };
        var data = new ArrayBufferWriter<byte>(text.Pending.Length + 128);
        data.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{{\"type\":\"content_block_delta\",\"index\":{text.Key.Part},\"delta\":{{\"type\":\"{type}\",\"{member}\":")));
        JsonText.WriteString(data, text.Pending);
        data.Write("}}"u8);
        Write("content_block_delta", data.WrittenSpan, NoEdits, output);
        text.Sent();
        return true;
    }

    /// <summary>Ends a message in the middle, because it is too long.</summary>
    /// <param name="openBlock">The block that has not ended; -1: none.</param>
    /// <param name="outputTokens">Tokens that were said, as the gateway counts.</param>
    /// <param name="output">Where to.</param>
    public static void WriteCut(int openBlock, int outputTokens, IBufferWriter<byte> output)
    {
        if (openBlock >= 0)
        {
            Write("content_block_stop", Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"type\":\"content_block_stop\",\"index\":{openBlock}}}")), NoEdits, output);
        }

        Write(
            "message_delta",
            Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"type\":\"message_delta\",\"delta\":{{\"stop_reason\":\"max_tokens\",\"stop_sequence\":null}},\"usage\":{{\"output_tokens\":{outputTokens}}}}}")),
            NoEdits,
            output);
    }
}
