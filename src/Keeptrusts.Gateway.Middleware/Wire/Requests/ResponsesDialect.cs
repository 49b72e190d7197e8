using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Wire.Requests;

/// <summary>Responses: a text, or items of many types. Their members are told by name, since an item's type may stand behind them.</summary>
internal sealed class ResponsesDialect : RequestDialect
{
    private ResponsesDialect()
        : base(Surface.Responses)
    {
    }

    public static ResponsesDialect Instance { get; } = new();

    public override string RequiredMember => "input";

    public override RequestPlace Member(RequestPlace parent, ref Utf8JsonReader reader) => parent switch
    {
        RequestPlace.Root => ResponsesRoot(ref reader),
        RequestPlace.InputItem => ItemMember(ref reader),
        RequestPlace.Part or RequestPlace.Content => PartMember(ref reader),
        RequestPlace.SummaryPart => Named(ref reader, "text"u8, RequestPlace.SummaryText),
        RequestPlace.Audio => Named(ref reader, "data"u8, RequestPlace.Blob),
        RequestPlace.Tool => ToolMember(ref reader),
        RequestPlace.Container => ContainerMember(ref reader),
        _ => RequestPlace.Any,
    };

    public override RequestPlace Item(RequestPlace parent) => parent switch
    {
        RequestPlace.Input => RequestPlace.InputItem,
        RequestPlace.Content => RequestPlace.Part,
        RequestPlace.Summary => RequestPlace.SummaryPart,
        RequestPlace.Tools => RequestPlace.Tool,
        RequestPlace.FileIds => RequestPlace.FileId,
        RequestPlace.Skills => RequestPlace.Container,
        _ => RequestPlace.Any,
    };

    private RequestPlace ResponsesRoot(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("input"u8) ? RequestPlace.Input
        : reader.ValueTextEquals("instructions"u8) ? RequestPlace.Instructions
        : reader.ValueTextEquals("max_output_tokens"u8) ? RequestPlace.MaxOutputTokens
        : reader.ValueTextEquals("store"u8) ? RequestPlace.Store
        : reader.ValueTextEquals("tools"u8) ? RequestPlace.Tools
        : reader.ValueTextEquals("previous_response_id"u8) ? RequestPlace.PreviousResponse
        : reader.ValueTextEquals("conversation"u8) ? RequestPlace.Conversation
        : reader.ValueTextEquals("prompt"u8) ? RequestPlace.StoredPrompt
        : reader.ValueTextEquals("background"u8) ? RequestPlace.Background
        : RootMember(ref reader);

    private static RequestPlace ItemMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("type"u8) ? RequestPlace.ItemType
        : reader.ValueTextEquals("role"u8) ? RequestPlace.Role
        : reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("output"u8) ? RequestPlace.Content
        : reader.ValueTextEquals("summary"u8) ? RequestPlace.Summary
        : reader.ValueTextEquals("name"u8) ? RequestPlace.ToolName
        : reader.ValueTextEquals("arguments"u8) ? RequestPlace.Arguments
        : reader.ValueTextEquals("input"u8) ? RequestPlace.ToolInput
        : reader.ValueTextEquals("tools"u8) ? RequestPlace.Tools
        : reader.ValueTextEquals("result"u8) ? RequestPlace.Picture
        : reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("call_id"u8) || reader.ValueTextEquals("approval_request_id"u8)
            || reader.ValueTextEquals("encrypted_content"u8) || reader.ValueTextEquals("fingerprint"u8) ? RequestPlace.Opaque
        : reader.ValueTextEquals("environment"u8) ? RequestPlace.Container
        : RequestPlace.Any;

    private static RequestPlace PartMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("text"u8) ? RequestPlace.PartText
        : reader.ValueTextEquals("refusal"u8) ? RequestPlace.Refusal
        : reader.ValueTextEquals("image_url"u8) ? RequestPlace.Image
        : reader.ValueTextEquals("input_audio"u8) ? RequestPlace.Audio
        : reader.ValueTextEquals("file_data"u8) ? RequestPlace.FileData
        : reader.ValueTextEquals("file_url"u8) ? RequestPlace.FileAddress
        : reader.ValueTextEquals("file_id"u8) ? RequestPlace.FileId
        : reader.ValueTextEquals("logprobs"u8) ? RequestPlace.Logprobs
        : RequestPlace.Any;

    private static RequestPlace ContainerMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("file_ids"u8) || reader.ValueTextEquals("container_id"u8) || reader.ValueTextEquals("skill_id"u8) ? RequestPlace.FileIds
        : reader.ValueTextEquals("skills"u8) ? RequestPlace.Skills
        : reader.ValueTextEquals("source"u8) ? RequestPlace.Container
        : reader.ValueTextEquals("data"u8) ? RequestPlace.FileData
        : RequestPlace.Any;

    private static RequestPlace ToolMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("type"u8) ? RequestPlace.ToolType
        : reader.ValueTextEquals("tools"u8) ? RequestPlace.Tools
        : reader.ValueTextEquals("vector_store_ids"u8) ? RequestPlace.FileIds
        : reader.ValueTextEquals("container"u8) || reader.ValueTextEquals("environment"u8) ? RequestPlace.Container
        : reader.ValueTextEquals("input_image_mask"u8) ? RequestPlace.Part
        : RequestPlace.Any;
}
