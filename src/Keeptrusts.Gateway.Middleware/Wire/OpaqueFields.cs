using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>
/// The strings of OpenAI's and Anthropic's schemas that pass without any policy reading them: ids, signatures, encrypted reasoning, padding, images that the request was
/// allowed to ask for, and words of the protocol. A test walks the schemas and finds exactly these; docs/surfaces.md lists them. Members that no schema
/// knows are read.
/// </summary>
internal static class OpaqueFields
{
    private static readonly IReadOnlyList<string> ChatAnswer = ["choices[].finish_reason", "id", "model", "object", "service_tier", "system_fingerprint"];

    private static readonly IReadOnlyList<string> Item =
    [
        "approval_request_id", "call_id", "content[].annotations[].container_id", "content[].annotations[].file_id", "encrypted_content", "fingerprint", "id", "result",
    ];

    private static readonly IReadOnlyList<string> Response =
    [
        "id", "incomplete_details.reason", "model", "object", "previous_response_id", "service_tier", "status", .. Item.Select(name => "output[]." + name),
    ];

    private static readonly IReadOnlyList<string> Message = ["id", "model", "role", "stop_reason", "type", "usage.service_tier"];

    public static IReadOnlyList<string> Requests(Surface surface) => surface.Kind switch
    {
        SurfaceKind.Chat => ["messages[].tool_call_id", "messages[].tool_calls[].id"],
        SurfaceKind.Responses =>
        [
            "input[].approval_request_id", "input[].call_id", "input[].encrypted_content", "input[].fingerprint", "input[].id",
        ],
        SurfaceKind.Messages or SurfaceKind.TokenCounts =>
        [
            "messages[].content[].data", "messages[].content[].encrypted_content", "messages[].content[].id", "messages[].content[].signature", "messages[].content[].source.data (base64)",
            "messages[].content[].tool_use_id",
        ],
        _ => [],
    };

    public static IReadOnlyList<string> Answers(Surface surface, bool isEvent) => surface.Kind switch
    {
        SurfaceKind.Chat when isEvent => [.. ChatAnswer, "choices[].delta.tool_calls[].id", "obfuscation"],
        SurfaceKind.Chat => [.. ChatAnswer, "choices[].message.tool_calls[].id"],
        SurfaceKind.Completions => ["choices[].finish_reason", "id", "model", "object", "system_fingerprint"],
        SurfaceKind.Embeddings => ["data[].object", "model", "object"],
        SurfaceKind.Moderations => ["id", "model", "results[].category_applied_input_types.*[]"],
        SurfaceKind.Messages when isEvent => ["content_block.data", "content_block.id", "content_block.signature", "delta.signature", .. Message.Select(name => "message." + name)],
        SurfaceKind.Messages => [.. Message, "content[].data", "content[].encrypted_content", "content[].id", "content[].signature", "content[].tool_use_id"],
        SurfaceKind.TokenCounts => [],
        _ when !isEvent => Response,
        _ =>
        [
            "annotation.container_id", "annotation.file_id", "item_id", "obfuscation", "part.annotations[].container_id", "part.annotations[].file_id", "partial_image_b64",
            .. Item.Select(name => "item." + name), .. Response.Select(name => "response." + name),
        ],
    };
}
