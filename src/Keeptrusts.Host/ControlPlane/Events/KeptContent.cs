using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>What was said in a call, as its event keeps it: lists say only that there is some, since each look at it is recorded.</summary>
internal static class KeptContent
{
    private const string Member = "content";

    /// <summary>What an event keeps; <see langword="null"/> where that is nothing.</summary>
    public static ContentTrace? Of(StoredEvent stored) => MayHave(stored.Json) ? JsonSerializer.Deserialize(stored.Json, ControlJson.Default.CallEvent)?.Content : null;

    /// <summary>The event as JSON, of whose texts only the mode stands there; keyed hashes, which tell nothing of the texts, stay.</summary>
    public static string Without(StoredEvent stored)
    {
        if (!MayHave(stored.Json) || JsonNode.Parse(stored.Json) is not JsonObject call || call[Member] is not JsonObject content || (string?)content["mode"] == "hash")
        {
            return stored.Json;
        }

        call[Member] = new JsonObject { ["mode"] = content["mode"]?.DeepClone() };
        return call.ToJsonString();
    }

    // Quotes within a text are escaped, so this stands only where a member begins; most events have none and are not parsed.
    private static bool MayHave(string json) => json.Contains($"\"{Member}\":{{", StringComparison.Ordinal);
}
