using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Host.ControlPlane.Chat;

namespace Keeptrusts.Host.Runtime;

/// <summary>Puts the tool calls of a stream together: a name comes once, what the tool is given in pieces.</summary>
internal sealed class ToolCallPieces
{
    private const int Most = 100;

    private readonly SortedDictionary<int, (string Name, StringBuilder Arguments)> _calls = [];

    public IReadOnlyList<ChatToolCall> Calls => [.. _calls.Values.Select(call => new ChatToolCall(call.Name, call.Arguments.ToString()))];

    /// <exception cref="InvalidOperationException">A member has another type than chunks have.</exception>
    public void Add(JsonArray? pieces)
    {
        foreach (var piece in pieces ?? [])
        {
            var index = piece?["index"] is JsonValue number && number.GetValueKind() == JsonValueKind.Number ? number.GetValue<int>() : 0;
            if (!_calls.TryGetValue(index, out var call))
            {
                if (_calls.Count == Most)
                {
                    return;
                }

                call = ("", new());
            }

            var function = piece?["function"];
            call.Arguments.Append(function?["arguments"]?.GetValue<string>());
            _calls[index] = (function?["name"]?.GetValue<string>() is { Length: > 0 } name ? name : call.Name, call.Arguments);
        }
    }
}
