using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

/// <summary>What the members of responses and their events are; the reader stands on the member's name.</summary>
internal static class ResponsesPlaces
{
    public static ResponsesPlace EventMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("type"u8) ? ResponsesPlace.EventType
        : reader.ValueTextEquals("sequence_number"u8) ? ResponsesPlace.Number
        : reader.ValueTextEquals("output_index"u8) ? ResponsesPlace.OutputIndex
        : reader.ValueTextEquals("content_index"u8) || reader.ValueTextEquals("summary_index"u8) || reader.ValueTextEquals("command_index"u8) ? ResponsesPlace.PartIndex
        : reader.ValueTextEquals("item_id"u8) || reader.ValueTextEquals("obfuscation"u8) || reader.ValueTextEquals("partial_image_b64"u8) ? ResponsesPlace.Opaque
        : reader.ValueTextEquals("delta"u8) ? ResponsesPlace.Delta
        : reader.ValueTextEquals("response"u8) ? ResponsesPlace.Response
        : reader.ValueTextEquals("item"u8) ? ResponsesPlace.Item
        : reader.ValueTextEquals("part"u8) ? ResponsesPlace.RootPart
        : reader.ValueTextEquals("annotation"u8) ? ResponsesPlace.Annotation
        : reader.ValueTextEquals("logprobs"u8) ? ResponsesPlace.Logprobs
        : reader.ValueTextEquals("error"u8) ? ResponsesPlace.Error
        : ResponsesPlace.RootText;

    public static ResponsesPlace ResponseMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("output"u8) ? ResponsesPlace.Output
        : reader.ValueTextEquals("status"u8) ? ResponsesPlace.Status
        : reader.ValueTextEquals("incomplete_details"u8) ? ResponsesPlace.IncompleteDetails
        : reader.ValueTextEquals("usage"u8) ? ResponsesPlace.Usage
        : reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("object"u8) || reader.ValueTextEquals("model"u8)
            || reader.ValueTextEquals("previous_response_id"u8) || reader.ValueTextEquals("service_tier"u8) ? ResponsesPlace.Opaque
        : reader.ValueTextEquals("instructions"u8) || reader.ValueTextEquals("tools"u8) || reader.ValueTextEquals("tool_choice"u8)
            || reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("metadata"u8) || reader.ValueTextEquals("user"u8)
            || reader.ValueTextEquals("safety_identifier"u8) || reader.ValueTextEquals("prompt_cache_key"u8) ? ResponsesPlace.Echo
        : ResponsesPlace.Any;

    public static ResponsesPlace ItemMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("type"u8) ? ResponsesPlace.ItemType
        : reader.ValueTextEquals("content"u8) ? ResponsesPlace.Contents
        : reader.ValueTextEquals("summary"u8) ? ResponsesPlace.Summaries
        : reader.ValueTextEquals("arguments"u8) ? ResponsesPlace.Arguments
        : reader.ValueTextEquals("input"u8) ? ResponsesPlace.ToolInput
        : reader.ValueTextEquals("code"u8) ? ResponsesPlace.Code
        : reader.ValueTextEquals("name"u8) ? ResponsesPlace.ToolName
        : reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("call_id"u8) || reader.ValueTextEquals("encrypted_content"u8)
            || reader.ValueTextEquals("approval_request_id"u8) || reader.ValueTextEquals("fingerprint"u8) || reader.ValueTextEquals("result"u8) ? ResponsesPlace.Opaque
        : ResponsesPlace.Any;

    public static ResponsesPlace PartMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("text"u8) ? ResponsesPlace.PartText
        : reader.ValueTextEquals("refusal"u8) ? ResponsesPlace.PartRefusal
        : reader.ValueTextEquals("annotations"u8) ? ResponsesPlace.Annotations
        : reader.ValueTextEquals("logprobs"u8) ? ResponsesPlace.Logprobs
        : ResponsesPlace.Any;

    public static ResponsesPlace AnnotationMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("start_index"u8) || reader.ValueTextEquals("end_index"u8) || reader.ValueTextEquals("index"u8) ? ResponsesPlace.Position
        : reader.ValueTextEquals("file_id"u8) || reader.ValueTextEquals("container_id"u8) ? ResponsesPlace.Opaque
        : ResponsesPlace.Any;

    public static ResponsesPlace UsageMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("input_tokens"u8) ? ResponsesPlace.InputTokens
        : reader.ValueTextEquals("output_tokens"u8) ? ResponsesPlace.OutputTokens
        : reader.ValueTextEquals("input_tokens_details"u8) ? ResponsesPlace.InputDetails
        : reader.ValueTextEquals("output_tokens_details"u8) ? ResponsesPlace.OutputDetails
        : ResponsesPlace.Any;

    public static ResponsesPlace InputDetail(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("cached_tokens"u8) ? ResponsesPlace.CachedTokens
        : reader.ValueTextEquals("cache_write_tokens"u8) || reader.ValueTextEquals("cache_creation_tokens"u8) ? ResponsesPlace.CacheWriteTokens
        : ResponsesPlace.Any;

    public static ResponsesPlace Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ResponsesPlace place) => reader.ValueTextEquals(name) ? place : ResponsesPlace.Any;
}
