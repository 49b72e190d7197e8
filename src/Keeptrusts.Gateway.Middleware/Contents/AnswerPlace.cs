using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

namespace Keeptrusts.Gateway.Middleware.Contents;

/// <summary>Where a text stands in an answer: the choice, the item of an array or -1, the path inside the message or delta.</summary>
internal readonly record struct AnswerPlace(int Choice, int Item, string Path)
{
    /// <summary>The text of a response, where it is one: those have items instead of choices.</summary>
    public ResponsesKey? InResponse { get; private init; }

    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
    [
        "annotations", "arguments", "audio", "content", "custom", "data", "function", "function_call", "id", "input", "name", "reasoning", "reasoning_content",
        "reasoning_details", "refusal", "role", "summary", "text", "thinking", "thinking_blocks", "title", "tool_calls", "transcript", "type", "url", "url_citation",
    ]);

    /// <summary>JSON pointer into the answer as it is whole; a stream's says the same.</summary>
    public string At
    {
        get
        {
            if (InResponse is { } key)
            {
                return ResponsesKey.Paths.Contains(key.Path) || key.Path == ResponsesKey.ToolName ? key.At : (key with { Path = JsonPointers.Hidden }).At;
            }

            var at = new StringBuilder();
            if (Choice >= 0)
            {
                at.Append(CultureInfo.InvariantCulture, $"/choices/{Choice}");
            }

            at.Append(Choice >= 0 && Path.Length > 0 && Path != ReplyText.OfChoice ? "/message" : "");
            var numbered = Item < 0;
            foreach (var segment in Path.Length == 0 ? [] : Path.Split('.'))
            {
                var name = segment.Split('[')[0];
                at.Append('/').Append(Known.Contains(name) ? name : JsonPointers.Hidden);
                if (segment.Contains('[', StringComparison.Ordinal))
                {
                    at.Append('/').Append(numbered ? JsonPointers.Hidden : Item.ToString(CultureInfo.InvariantCulture));
                    numbered = true;
                }
            }

            return at.ToString();
        }
    }

    public static AnswerPlace Of(ReplyText text) => new(text.Choice, text.Item, text.Path);

    public static AnswerPlace Of(ResponsesKey key) => new(key.Output, key.Part, key.Path) { InResponse = key };
}
