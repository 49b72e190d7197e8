using System.Buffers;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;

/// <summary>Withholds the events of a tool call until the policies that decide on calls have passed it.</summary>
/// <param name="policies">Decide.</param>
/// <param name="mostBytes">Most that waits.</param>
internal sealed class CallGate(AnswerPolicies policies, int mostBytes)
{
    private readonly SortedDictionary<int, List<byte[]>> _held = [];
    private readonly HashSet<int> _judged = [];
    private long _size;

    /// <summary>Whether more waits than may.</summary>
    public bool IsFull => _size > mostBytes;

    /// <summary>Whether an event is one of a call that waits; the first names its type.</summary>
    public bool Holds(ResponsesEvent read)
    {
        if (policies.Tools is null || read.Response.Length > 0)
        {
            return false;
        }

        if (read.Items is [{ IsCall: true } begun] && !_judged.Contains(begun.Output))
        {
            _held.TryAdd(begun.Output, []);
        }

        return _held.ContainsKey(read.Output);
    }

    /// <summary>Keeps an event, with its changes.</summary>
    public void Keep(ReadOnlySpan<byte> data, int item, JsonEdits edits)
    {
        var kept = new ArrayBufferWriter<byte>(data.Length);
        edits.Apply(data, kept);
        Keep(kept.WrittenSpan.ToArray(), item);
    }

    /// <summary>Keeps an event that is ready but for its number.</summary>
    public void Keep(byte[] data, int item)
    {
        _held[item].Add(data);
        _size += data.Length;
    }

    /// <summary>Whether the events of an item wait.</summary>
    public bool Withholds(int item) => _held.ContainsKey(item);

    /// <summary>Judges the calls that an event has whole, once each.</summary>
    /// <param name="data">The event, or the whole response.</param>
    /// <param name="read">The same, read.</param>
    /// <param name="texts">What was said.</param>
    /// <param name="edits">The changes to it.</param>
    /// <returns>Of each call, its item and whether it passes.</returns>
    public IReadOnlyList<(int Item, bool Passes)> Judge(ReadOnlySpan<byte> data, ResponsesEvent read, SpokenTexts texts, JsonEdits edits)
    {
        var judged = new List<(int Item, bool Passes)>();
        foreach (var item in policies.Tools is null ? [] : read.Items)
        {
            if (item.IsCall && !policies.Blocked && _judged.Add(item.Output))
            {
                judged.Add((item.Output, policies.Tools!.Judge(Call(data, read, item, texts, edits))));
            }
        }

        return judged;
    }

    /// <summary>Lets the events of a call go.</summary>
    public IReadOnlyList<byte[]> Release(int item) => _held.Remove(item, out var events) ? events : [];

    private static ToolCall Call(ReadOnlySpan<byte> data, ResponsesEvent read, ResponsesItem item, SpokenTexts texts, JsonEdits edits)
    {
        var (name, given) = (item.Tool, (string?)null);
        foreach (var text in read.Texts)
        {
            if (text.Key.Output != item.Output)
            {
                continue;
            }

            if (text.Key.Path == ResponsesKey.ToolName)
            {
                name = edits.StringOf(text.Slot.Token) ?? JsonText.ToText(text.Slot, data);
            }
            else if (text.Key.Path is ResponsesKey.Arguments or ResponsesKey.ToolInput)
            {
                var said = JsonText.ToText(text.Slot, data);
                given = texts.Find(text.Key) is { } spoken && spoken.Is(said) ? spoken.Judged : edits.StringOf(text.Slot.Token) ?? said;
            }
        }

        if (given is null)
        {
            var json = new ArrayBufferWriter<byte>(item.Value.Length);
            edits.Apply(data, item.Value, json);
            given = System.Text.Encoding.UTF8.GetString(json.WrittenSpan);
        }

        return new ToolCall(name, given, $"/output/{item.Output}");
    }
}
