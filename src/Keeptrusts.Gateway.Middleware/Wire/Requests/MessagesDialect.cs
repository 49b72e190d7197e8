using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Wire.Requests;

/// <summary>Anthropic's messages: instructions that stand apart, and turns of content blocks.</summary>
internal sealed class MessagesDialect(Surface surface) : RequestDialect(surface)
{
    public static MessagesDialect Messages { get; } = new(Surface.Messages);

    public static MessagesDialect TokenCounts { get; } = new(Surface.TokenCounts);

    public override string RequiredMember => "messages";

    public override RequestPlace Member(RequestPlace parent, ref Utf8JsonReader reader) => parent switch
    {
        RequestPlace.Root => MessagesRoot(ref reader),
        RequestPlace.Instructions => Named(ref reader, "text"u8, RequestPlace.InstructionsText),
        RequestPlace.Message => Named(ref reader, "role"u8, RequestPlace.Role, "content"u8, RequestPlace.Content),
        RequestPlace.Block => BlockMember(ref reader),
        RequestPlace.Source => SourceMember(ref reader),
        RequestPlace.Tool => Named(ref reader, "type"u8, RequestPlace.ToolType),
        RequestPlace.Container => Named(ref reader, "id"u8, RequestPlace.FileIds, "skills"u8, RequestPlace.Skills),
        RequestPlace.Identity => RequestPlace.Opaque,
        RequestPlace.GivenInput => RequestPlace.GivenInput,
        _ => Named(ref reader, "encrypted_content"u8, RequestPlace.Opaque, "encrypted_index"u8, RequestPlace.Opaque),
    };

    public override RequestPlace Item(RequestPlace parent) => parent switch
    {
        RequestPlace.Messages => RequestPlace.Message,
        RequestPlace.Content => RequestPlace.Block,
        RequestPlace.Tools => RequestPlace.Tool,
        RequestPlace.Skills => RequestPlace.FileIds,
        RequestPlace.Instructions or RequestPlace.GivenInput => parent,
        _ => RequestPlace.Any,
    };

    private RequestPlace MessagesRoot(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("messages"u8) ? RequestPlace.Messages
        : reader.ValueTextEquals("system"u8) ? RequestPlace.Instructions
        : reader.ValueTextEquals("max_tokens"u8) ? RequestPlace.MaxTokens
        : reader.ValueTextEquals("tools"u8) ? RequestPlace.Tools
        : reader.ValueTextEquals("metadata"u8) ? RequestPlace.Identity
        : reader.ValueTextEquals("container"u8) ? RequestPlace.Container
        : reader.ValueTextEquals("mcp_servers"u8) ? RequestPlace.HostedTool
        : RootMember(ref reader);

    private static RequestPlace BlockMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("type"u8) ? RequestPlace.BlockType
        : reader.ValueTextEquals("text"u8) ? RequestPlace.PartText
        : reader.ValueTextEquals("content"u8) ? RequestPlace.Content
        : reader.ValueTextEquals("input"u8) ? RequestPlace.GivenInput
        : reader.ValueTextEquals("name"u8) ? RequestPlace.ToolName
        : reader.ValueTextEquals("source"u8) ? RequestPlace.Source
        : reader.ValueTextEquals("thinking"u8) ? RequestPlace.Thinking
        : reader.ValueTextEquals("signature"u8) ? RequestPlace.Signature
        : reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("tool_use_id"u8) || reader.ValueTextEquals("data"u8)
            || reader.ValueTextEquals("encrypted_content"u8) ? RequestPlace.Opaque
        : reader.ValueTextEquals("file_id"u8) ? RequestPlace.FileId
        : RequestPlace.Any;

    private static RequestPlace SourceMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("type"u8) ? RequestPlace.SourceType
        : reader.ValueTextEquals("media_type"u8) ? RequestPlace.SourceMedia
        : reader.ValueTextEquals("data"u8) ? RequestPlace.SourceData
        : reader.ValueTextEquals("content"u8) ? RequestPlace.Content
        : reader.ValueTextEquals("url"u8) ? RequestPlace.FileAddress
        : reader.ValueTextEquals("file_id"u8) ? RequestPlace.FileId
        : RequestPlace.Any;
}
