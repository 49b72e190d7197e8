using System.Text;

namespace Keeptrusts.Testing.Upstream;

/// <summary>How events become bytes: all of these are legal server-sent events.</summary>
public sealed record SseFraming
{
    /// <summary>One line feed, one data line, one write per event.</summary>
    public static SseFraming Plain { get; } = new();

    /// <summary>Lines end with CR LF.</summary>
    public bool CarriageReturns { get; init; }

    /// <summary>A comment before each event.</summary>
    public bool Comments { get; init; }

    /// <summary>Each event's JSON is spread over two <c>data:</c> lines.</summary>
    public bool MultiLine { get; init; }

    /// <summary>Each event has the name that its JSON gives as <c>type</c>.</summary>
    public bool Named { get; init; }

    /// <summary>No space after <c>data:</c>.</summary>
    public bool NoSpace { get; init; }

    /// <summary>Bytes per write to the socket; 0: an event at once. 1 splits every UTF-8 sequence.</summary>
    public int BytesPerWrite { get; init; }

    internal byte[] Frame(string json)
    {
        var end = CarriageReturns ? "\r\n" : "\n";
        var field = NoSpace ? "data:" : "data: ";
        var frame = new StringBuilder();
        if (Comments)
        {
            frame.Append(": still here").Append(end).Append(end);
        }

        if (Named && System.Text.Json.Nodes.JsonNode.Parse(json)?["type"] is { } type)
        {
            frame.Append("event: ").Append(type.GetValue<string>()).Append(end);
        }

        // Between two members a line break is plain JSON whitespace, so the joined lines mean the same.
        var cut = MultiLine ? json.IndexOf(',', StringComparison.Ordinal) + 1 : 0;
        if (cut > 0)
        {
            frame.Append(field).Append(json, 0, cut).Append(end);
        }

        frame.Append(field).Append(json, cut, json.Length - cut).Append(end).Append(end);
        return Encoding.UTF8.GetBytes(frame.ToString());
    }
}
