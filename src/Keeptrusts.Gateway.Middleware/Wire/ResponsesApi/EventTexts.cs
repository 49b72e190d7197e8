using System.Runtime.InteropServices;

namespace Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

/// <summary>Says of the texts of an event which they are, once all of it is read: its type and indices may stand behind them.</summary>
internal static class EventTexts
{
    /// <summary>The item or part that the event is about.</summary>
    public const int OfEvent = -2;

    /// <param name="read">The event.</param>
    /// <param name="rootTexts">Which of its texts are members of the event itself, with their names.</param>
    public static void Resolve(ResponsesEvent read, IReadOnlyList<(int Text, string Name)> rootTexts)
    {
        var texts = CollectionsMarshal.AsSpan(read.Texts);
        var begins = TextEvents.Begins(read.Type);
        var inSummary = read.Type.StartsWith("response.reasoning_summary", StringComparison.Ordinal);
        foreach (ref var text in texts)
        {
            var path = inSummary && text.Key is { Part: OfEvent, Path: ResponsesKey.ContentText } ? ResponsesKey.Summary : text.Key.Path;
            text = text with
            {
                Key = new(Output(text.Key.Output, read), text.Key.Part == OfEvent ? read.Part : text.Key.Part, path),
                Role = begins && text.Role == ResponsesRole.Whole ? ResponsesRole.Start : text.Role,
            };
        }

        foreach (var (at, name) in rootTexts)
        {
            texts[at] = RootText(read, texts[at], name);
        }

        foreach (ref var item in CollectionsMarshal.AsSpan(read.Items))
        {
            item = item with { Output = Output(item.Output, read) };
        }

        foreach (ref var place in CollectionsMarshal.AsSpan(read.Annotations))
        {
            place = place.Key.Output < 0 ? place with { Key = new(read.Output, place.Key.Part < 0 ? read.Part : place.Key.Part, ResponsesKey.ContentText) } : place;
        }
    }

    private static int Output(int output, ResponsesEvent read) => output == OfEvent ? read.Output : output;

    private static ResponsesText RootText(ResponsesEvent read, ResponsesText text, string name)
    {
        var path = TextEvents.Path(read.Type);
        if (name.StartsWith("delta", StringComparison.Ordinal) && read.Type.EndsWith(TextEvents.Delta, StringComparison.Ordinal))
        {
            return Of(path + name[5..], ResponsesRole.Delta);
        }

        return read.Type.EndsWith(TextEvents.Done, StringComparison.Ordinal) && TextEvents.Repeats(path) == name
            ? Of(path, ResponsesRole.Whole)
            : text with { Key = new(read.Output, -1, name == "name" ? ResponsesKey.ToolName : "") };

        ResponsesText Of(string key, ResponsesRole role) => new(
            text.Slot with { Kind = key == ResponsesKey.Arguments ? TextKind.Json : TextKind.Text }, new(read.Output, read.Part, key), role);
    }
}
