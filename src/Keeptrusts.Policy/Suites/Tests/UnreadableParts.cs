using System.Text.Json.Nodes;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Suites.Tests;

/// <summary>Parts of messages that no policy can read: refused where a content policy might object, unless the document lets them pass.</summary>
internal static class UnreadableParts
{
    public static bool Any(JsonArray messages, UnreadableRule rule, ScopedPlan scope) => messages
        .SelectMany(m => m?["content"] as JsonArray ?? [])
        .OfType<JsonObject>()
        .Any(part => Allows(part, rule) is { } written && !(written.Allowed ?? !scope.Reads(PolicyPhase.Input)));

    private static (bool? Allowed, bool Unread)? Allows(JsonObject part, UnreadableRule rule) => (string?)part["type"] switch
    {
        "image_url" => (IsRemote(part["image_url"] is JsonObject image ? image["url"] : part["image_url"]) ? rule.Remote : rule.Images, true),
        "input_audio" => (rule.Audio, true),
        "file" => (rule.Files, true),
        _ => null,
    };

    private static bool IsRemote(JsonNode? url) =>
        url is JsonValue value && value.TryGetValue<string>(out var text) && !text.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
}
