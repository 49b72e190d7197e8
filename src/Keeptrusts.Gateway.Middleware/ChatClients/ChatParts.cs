using Keeptrusts.Gateway.Middleware.Wire;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>Contents that no policy can read.</summary>
internal static class ChatParts
{
    /// <summary>What a content is that no policy can read; <see langword="null"/> for those that one can.</summary>
    public static UnreadableKind? UnreadableKindOf(AIContent content) => content switch
    {
        TextContent or TextReasoningContent or FunctionCallContent or FunctionResultContent or ErrorContent or UsageContent => null,
        DataContent data when data.HasTopLevelMediaType("image") => UnreadableKind.Image,
        DataContent data when data.HasTopLevelMediaType("audio") => UnreadableKind.Audio,
        UriContent or HostedFileContent or HostedVectorStoreContent => UnreadableKind.Remote,
        _ => UnreadableKind.File, // Files, and all that a later version of the library may bring.
    };

    /// <summary>The same without what the provider's library keeps inside, which some send in place of all else.</summary>
    public static AIContent Bare(AIContent content) => content switch
    {
        _ when content is { RawRepresentation: null, AdditionalProperties: null, Annotations: null } => content,
        DataContent data => new DataContent(data.Data, data.MediaType) { Name = data.Name },
        UriContent uri => new UriContent(uri.Uri, uri.MediaType),
        HostedFileContent file => new HostedFileContent(file.FileId) { MediaType = file.MediaType, Name = file.Name },
        HostedVectorStoreContent store => new HostedVectorStoreContent(store.VectorStoreId),
        UsageContent usage => new UsageContent(usage.Details),
        _ => content, // Of a kind that was let pass unread.
    };
}
