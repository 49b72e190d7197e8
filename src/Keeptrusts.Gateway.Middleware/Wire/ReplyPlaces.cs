using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>What the members of an answer in choices, and of its chunks, are; the reader stands on the member's name.</summary>
internal static class ReplyPlaces
{
    public static ReplyPlace RootMember(Surface surface, ref Utf8JsonReader reader) =>
        surface.Speaks && reader.ValueTextEquals("choices"u8) ? ReplyPlace.Choices
        : !surface.Speaks && (reader.ValueTextEquals("data"u8) || reader.ValueTextEquals("results"u8)) ? ReplyPlace.Records
        : reader.ValueTextEquals("usage"u8) ? ReplyPlace.Usage
        : reader.ValueTextEquals("error"u8) ? ReplyPlace.Error
        : reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("object"u8) || reader.ValueTextEquals("model"u8)
            || reader.ValueTextEquals("created"u8) || reader.ValueTextEquals("system_fingerprint"u8)
            || reader.ValueTextEquals("service_tier"u8) || reader.ValueTextEquals("obfuscation"u8) ? ReplyPlace.Opaque
        : ReplyPlace.Any;

    public static ReplyPlace ChoiceMember(Surface surface, ref Utf8JsonReader reader) =>
        surface.Kind == SurfaceKind.Completions && reader.ValueTextEquals("text"u8) ? ReplyPlace.ChoiceText
        : reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8) ? ReplyPlace.Said
        : reader.ValueTextEquals("index"u8) ? ReplyPlace.ChoiceIndex
        : reader.ValueTextEquals("finish_reason"u8) ? ReplyPlace.FinishReason
        : reader.ValueTextEquals("logprobs"u8) ? ReplyPlace.Logprobs
        : ReplyPlace.Any;

    /// <summary>A member of a vector's object, or of a moderation's result.</summary>
    public static ReplyPlace RecordMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("embedding"u8) || reader.ValueTextEquals("object"u8) || reader.ValueTextEquals("category_applied_input_types"u8) ? ReplyPlace.Opaque : ReplyPlace.Any;

    public static ReplyPlace UsageMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("prompt_tokens"u8) ? ReplyPlace.PromptTokens
        : reader.ValueTextEquals("completion_tokens"u8) ? ReplyPlace.CompletionTokens
        : reader.ValueTextEquals("prompt_tokens_details"u8) ? ReplyPlace.PromptDetails
        : reader.ValueTextEquals("completion_tokens_details"u8) ? ReplyPlace.CompletionDetails
        : reader.ValueTextEquals("cache_creation_input_tokens"u8) ? ReplyPlace.CacheWriteTokens
        : ReplyPlace.Opaque;

    // Cache writes have no name in OpenAI's own shape; servers that bill them use these.
    public static ReplyPlace PromptDetail(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("cached_tokens"u8) ? ReplyPlace.CachedTokens
        : reader.ValueTextEquals("cache_write_tokens"u8) || reader.ValueTextEquals("cache_creation_tokens"u8) ? ReplyPlace.CacheWriteTokens
        : ReplyPlace.Opaque;

    public static ReplyPlace SaidMember(ReplyPlace parent, ref Utf8JsonReader reader) =>
        parent == ReplyPlace.Item && reader.ValueTextEquals("index"u8) ? ReplyPlace.ItemIndex
        : parent == ReplyPlace.Item && reader.ValueTextEquals("id"u8) ? ReplyPlace.ItemId
        : reader.ValueTextEquals("arguments"u8) ? ReplyPlace.Arguments
        : reader.ValueTextEquals("role"u8) || reader.ValueTextEquals("type"u8) || reader.ValueTextEquals("name"u8) ? ReplyPlace.Tag
        : reader.ValueTextEquals("tool_calls"u8) || reader.ValueTextEquals("reasoning_details"u8) || parent == ReplyPlace.Said ? ReplyPlace.Items
        : reader.ValueTextEquals("encrypted_content"u8) || reader.ValueTextEquals("signature"u8) ? ReplyPlace.Opaque
        : ReplyPlace.Any;

    public static ReplyPlace Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ReplyPlace place, ReplyPlace otherwise) =>
        reader.ValueTextEquals(name) ? place : otherwise;

    /// <summary>Whether a member of what was said holds tool calls.</summary>
    public static bool HoldsCalls(ref Utf8JsonReader reader) => reader.ValueTextEquals("tool_calls"u8) || reader.ValueTextEquals("function_call"u8);
}
