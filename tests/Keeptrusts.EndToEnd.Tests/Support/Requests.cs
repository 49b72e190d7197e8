using System.Text.Json.Nodes;

namespace Keeptrusts.EndToEnd.Tests.Support;

/// <summary>Bodies of chat calls.</summary>
internal static class Requests
{
    public static string Chat(string prompt = "Say hello.", bool stream = false, string model = "gpt-4o", Action<JsonObject>? change = null)
    {
        var body = new JsonObject
        {
            ["model"] = model,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = prompt }),
        };
        if (stream)
        {
            body["stream"] = true;
        }

        change?.Invoke(body);
        return body.ToJsonString();
    }
}
