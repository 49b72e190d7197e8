using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Wire.Messages;

/// <summary>What the members of messages and their events are; the reader stands on the member's name.</summary>
internal static class MessagesPlaces
{
    public static MessagesPlace Of(MessagesPlace parent, ref Utf8JsonReader reader) => parent switch
    {
        MessagesPlace.Root or MessagesPlace.Message => RootMember(ref reader),
        MessagesPlace.Block => BlockMember(ref reader),
        MessagesPlace.Delta => DeltaMember(ref reader),
        MessagesPlace.Usage => UsageMember(ref reader),
        MessagesPlace.Input or MessagesPlace.Opaque => parent,
        _ => reader.ValueTextEquals("encrypted_content"u8) || reader.ValueTextEquals("encrypted_index"u8) ? MessagesPlace.Opaque : MessagesPlace.Any,
    };

    public static MessagesPlace Item(MessagesPlace parent) => parent switch
    {
        MessagesPlace.Content => MessagesPlace.Block,
        MessagesPlace.Input or MessagesPlace.Opaque => parent,
        _ => MessagesPlace.Any,
    };

    private static MessagesPlace RootMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("type"u8) ? MessagesPlace.Type
        : reader.ValueTextEquals("index"u8) ? MessagesPlace.Index
        : reader.ValueTextEquals("message"u8) ? MessagesPlace.Message
        : reader.ValueTextEquals("content"u8) ? MessagesPlace.Content
        : reader.ValueTextEquals("content_block"u8) ? MessagesPlace.Block
        : reader.ValueTextEquals("delta"u8) ? MessagesPlace.Delta
        : reader.ValueTextEquals("stop_reason"u8) ? MessagesPlace.StopReason
        : reader.ValueTextEquals("usage"u8) ? MessagesPlace.Usage
        : reader.ValueTextEquals("error"u8) ? MessagesPlace.Error
        : reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("model"u8) || reader.ValueTextEquals("role"u8) ? MessagesPlace.Opaque
        : MessagesPlace.Any;

    private static MessagesPlace BlockMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("type"u8) ? MessagesPlace.BlockType
        : reader.ValueTextEquals("text"u8) ? MessagesPlace.BlockText
        : reader.ValueTextEquals("thinking"u8) ? MessagesPlace.Thinking
        : reader.ValueTextEquals("signature"u8) ? MessagesPlace.Signature
        : reader.ValueTextEquals("name"u8) ? MessagesPlace.ToolName
        : reader.ValueTextEquals("input"u8) ? MessagesPlace.Input
        : reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("tool_use_id"u8) || reader.ValueTextEquals("data"u8)
            || reader.ValueTextEquals("encrypted_content"u8) ? MessagesPlace.Opaque
        : MessagesPlace.Any;

    private static MessagesPlace DeltaMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("text"u8) ? MessagesPlace.DeltaText
        : reader.ValueTextEquals("thinking"u8) ? MessagesPlace.DeltaThinking
        : reader.ValueTextEquals("partial_json"u8) ? MessagesPlace.DeltaInput
        : reader.ValueTextEquals("signature"u8) ? MessagesPlace.Signature
        : reader.ValueTextEquals("stop_reason"u8) ? MessagesPlace.StopReason
        : MessagesPlace.Any;

    private static MessagesPlace UsageMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("input_tokens"u8) ? MessagesPlace.InputTokens
        : reader.ValueTextEquals("output_tokens"u8) ? MessagesPlace.OutputTokens
        : reader.ValueTextEquals("cache_read_input_tokens"u8) ? MessagesPlace.CacheRead
        : reader.ValueTextEquals("cache_creation_input_tokens"u8) ? MessagesPlace.CacheWritten
        : MessagesPlace.Opaque;
}
