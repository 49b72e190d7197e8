using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Wire.Requests;

/// <summary>Chat completions.</summary>
internal sealed class ChatDialect : RequestDialect
{
    private ChatDialect()
        : base(Surface.Chat)
    {
    }

    public static ChatDialect Instance { get; } = new();

    public override string RequiredMember => "messages";

    public override RequestPlace Member(RequestPlace parent, ref Utf8JsonReader reader) => parent switch
    {
        RequestPlace.Root => ChatRoot(ref reader),
        RequestPlace.StreamOptions => Named(ref reader, "include_usage"u8, RequestPlace.IncludeUsage),
        RequestPlace.Message => MessageMember(ref reader),
        RequestPlace.Prediction => Named(ref reader, "content"u8, RequestPlace.Prediction, "text"u8, RequestPlace.PredictionText),
        RequestPlace.Part => PartMember(ref reader),
        RequestPlace.ToolCall => reader.ValueTextEquals("custom"u8) ? RequestPlace.CustomCall : Named(ref reader, "function"u8, RequestPlace.FunctionCall, "id"u8, RequestPlace.Opaque),
        RequestPlace.FunctionCall => Named(ref reader, "arguments"u8, RequestPlace.Arguments, "name"u8, RequestPlace.ToolName),
        RequestPlace.CustomCall => Named(ref reader, "input"u8, RequestPlace.ToolInput, "name"u8, RequestPlace.ToolName),
        RequestPlace.Image => Named(ref reader, "url"u8, RequestPlace.Address),
        RequestPlace.KeptAudio => Named(ref reader, "id"u8, RequestPlace.KeptAudioId),
        RequestPlace.Audio => Named(ref reader, "data"u8, RequestPlace.Blob),
        RequestPlace.File => Named(ref reader, "file_data"u8, RequestPlace.Blob, "file_id"u8, RequestPlace.FileId),
        _ => RequestPlace.Any,
    };

    public override RequestPlace Item(RequestPlace parent) => parent switch
    {
        RequestPlace.Messages => RequestPlace.Message,
        RequestPlace.Content => RequestPlace.Part,
        RequestPlace.ToolCalls => RequestPlace.ToolCall,
        RequestPlace.Prediction => parent,
        _ => RequestPlace.Any,
    };

    private RequestPlace ChatRoot(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("messages"u8) ? RequestPlace.Messages
        : reader.ValueTextEquals("max_completion_tokens"u8) ? RequestPlace.MaxCompletionTokens
        : reader.ValueTextEquals("max_tokens"u8) ? RequestPlace.MaxTokens
        : reader.ValueTextEquals("n"u8) ? RequestPlace.Choices
        : reader.ValueTextEquals("best_of"u8) ? RequestPlace.BestOf
        : reader.ValueTextEquals("store"u8) ? RequestPlace.Store
        : reader.ValueTextEquals("prediction"u8) ? RequestPlace.Prediction
        : reader.ValueTextEquals("tools"u8) || reader.ValueTextEquals("functions"u8) ? RequestPlace.Tools
        : reader.ValueTextEquals("audio"u8) ? RequestPlace.Spoken
        : reader.ValueTextEquals("web_search_options"u8) ? RequestPlace.HostedTool
        : reader.ValueTextEquals("previous_response_id"u8) ? RequestPlace.PreviousResponse
        : reader.ValueTextEquals("conversation"u8) ? RequestPlace.Conversation
        : RootMember(ref reader);

    private static RequestPlace MessageMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("role"u8) ? RequestPlace.Role
        : reader.ValueTextEquals("content"u8) ? RequestPlace.Content
        : reader.ValueTextEquals("tool_calls"u8) ? RequestPlace.ToolCalls
        : reader.ValueTextEquals("tool_call_id"u8) ? RequestPlace.Opaque
        : reader.ValueTextEquals("function_call"u8) ? RequestPlace.FunctionCall
        : reader.ValueTextEquals("refusal"u8) ? RequestPlace.Refusal
        : reader.ValueTextEquals("audio"u8) ? RequestPlace.KeptAudio
        : reader.ValueTextEquals("reasoning"u8) || reader.ValueTextEquals("thinking"u8) ? RequestPlace.Reasoning
        : RequestPlace.Any;

    private static RequestPlace PartMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("text"u8) ? RequestPlace.PartText
        : reader.ValueTextEquals("image_url"u8) ? RequestPlace.Image
        : reader.ValueTextEquals("input_audio"u8) ? RequestPlace.Audio
        : reader.ValueTextEquals("file"u8) ? RequestPlace.File
        : reader.ValueTextEquals("refusal"u8) ? RequestPlace.Refusal
        : RequestPlace.Any;
}
