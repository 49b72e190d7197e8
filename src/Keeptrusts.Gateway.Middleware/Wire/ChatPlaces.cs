using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>What the members of a chat-completions request are, and what they have to be.</summary>
internal static class ChatPlaces
{
    /// <summary>What the value of a known member is; the reader stands on the member's name.</summary>
    public static ChatPlace Of(ChatPlace parent, ref Utf8JsonReader reader)
    {
        return parent switch
        {
            ChatPlace.Root => RootMember(ref reader),
            ChatPlace.StreamOptions => Named(ref reader, "include_usage"u8, ChatPlace.IncludeUsage),
            ChatPlace.Message => MessageMember(ref reader),
            ChatPlace.Part => PartMember(ref reader),
            ChatPlace.ToolCall => reader.ValueTextEquals("custom"u8) ? ChatPlace.CustomCall : Named(ref reader, "function"u8, ChatPlace.FunctionCall, "id"u8, ChatPlace.Opaque),
            ChatPlace.FunctionCall => Named(ref reader, "arguments"u8, ChatPlace.Arguments, "name"u8, ChatPlace.ToolName),
            ChatPlace.CustomCall => Named(ref reader, "input"u8, ChatPlace.ToolInput, "name"u8, ChatPlace.ToolName),
            ChatPlace.Image => Named(ref reader, "url"u8, ChatPlace.Address),
            ChatPlace.Audio => Named(ref reader, "data"u8, ChatPlace.Blob),
            ChatPlace.File => Named(ref reader, "file_data"u8, ChatPlace.Blob, "file_id"u8, ChatPlace.FileId),
            _ => ChatPlace.Any,
        };
    }

    /// <summary>The refusal of a value of the wrong type.</summary>
    public static JsonFault WrongType(ChatPlace place)
    {
        var expected = place switch
        {
            ChatPlace.Model or ChatPlace.User => "a string",
            ChatPlace.Stream or ChatPlace.IncludeUsage or ChatPlace.Store => "a boolean",
            ChatPlace.Messages => "an array of messages",
            ChatPlace.Message or ChatPlace.StreamOptions => "an object",
            _ => "a whole number of at least 1",
        };
        return new("invalid_type", $"`{MemberName(place)}` must be {expected}.", MemberName(place));
    }

    /// <summary>The refusal of a list of further models.</summary>
    public static JsonFault OtherModels { get; } = new(
        "unsupported_parameter", "`models` lets the provider choose another model than the one that was allowed; send `model` alone.", "models");

    /// <summary>The refusal of a request without what every request has.</summary>
    public static JsonFault? Missing(string? model, bool messagesSeen) =>
        string.IsNullOrEmpty(model) ? new("missing_required_parameter", "`model` is missing; name the model to ask, such as \"gpt-4o-mini\".", "model")
        : !messagesSeen ? new("missing_required_parameter", "`messages` is missing; send an array of messages.", "messages")
        : null;

    private static ChatPlace RootMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("messages"u8) ? ChatPlace.Messages
        : reader.ValueTextEquals("model"u8) ? ChatPlace.Model
        : reader.ValueTextEquals("stream"u8) ? ChatPlace.Stream
        : reader.ValueTextEquals("stream_options"u8) ? ChatPlace.StreamOptions
        : reader.ValueTextEquals("max_completion_tokens"u8) ? ChatPlace.MaxCompletionTokens
        : reader.ValueTextEquals("max_tokens"u8) ? ChatPlace.MaxTokens
        : reader.ValueTextEquals("n"u8) ? ChatPlace.Choices
        : reader.ValueTextEquals("best_of"u8) ? ChatPlace.Choices
        : reader.ValueTextEquals("models"u8) ? ChatPlace.OtherModels
        : reader.ValueTextEquals("store"u8) ? ChatPlace.Store
        : reader.ValueTextEquals("user"u8) ? ChatPlace.User
        : reader.ValueTextEquals("tools"u8) || reader.ValueTextEquals("functions"u8) ? ChatPlace.Tools
        : reader.ValueTextEquals("audio"u8) ? ChatPlace.Spoken
        : reader.ValueTextEquals("web_search_options"u8) ? ChatPlace.HostedTool
        : ChatPlace.Any;

    private static ChatPlace MessageMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("role"u8) ? ChatPlace.Role
        : reader.ValueTextEquals("content"u8) ? ChatPlace.Content
        : reader.ValueTextEquals("tool_calls"u8) ? ChatPlace.ToolCalls
        : reader.ValueTextEquals("tool_call_id"u8) ? ChatPlace.Opaque
        : reader.ValueTextEquals("function_call"u8) ? ChatPlace.FunctionCall
        : reader.ValueTextEquals("refusal"u8) ? ChatPlace.Refusal
        : reader.ValueTextEquals("reasoning"u8) || reader.ValueTextEquals("thinking"u8) ? ChatPlace.Reasoning
        : ChatPlace.Any;

    private static ChatPlace PartMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("text"u8) ? ChatPlace.PartText
        : reader.ValueTextEquals("image_url"u8) ? ChatPlace.Image
        : reader.ValueTextEquals("input_audio"u8) ? ChatPlace.Audio
        : reader.ValueTextEquals("file"u8) ? ChatPlace.File
        : reader.ValueTextEquals("refusal"u8) ? ChatPlace.Refusal
        : ChatPlace.Any;

    private static ChatPlace Named(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ChatPlace place, ReadOnlySpan<byte> second = default, ChatPlace secondPlace = ChatPlace.Any) =>
        reader.ValueTextEquals(name) ? place
        : !second.IsEmpty && reader.ValueTextEquals(second) ? secondPlace
        : ChatPlace.Any;

    private static string MemberName(ChatPlace place) => place switch
    {
        ChatPlace.Model => "model",
        ChatPlace.Stream => "stream",
        ChatPlace.IncludeUsage => "stream_options.include_usage",
        ChatPlace.Store => "store",
        ChatPlace.StreamOptions => "stream_options",
        ChatPlace.User => "user",
        ChatPlace.Choices => "n",
        ChatPlace.MaxTokens => "max_tokens",
        ChatPlace.MaxCompletionTokens => "max_completion_tokens",
        ChatPlace.Message => "messages[]",
        _ => "messages",
    };
}
