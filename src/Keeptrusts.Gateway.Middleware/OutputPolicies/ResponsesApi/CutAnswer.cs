using System.Buffers;
using System.Globalization;
using System.Text;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;

/// <summary>The answer so far, for the event that ends it before its time: <c>response.incomplete</c> with what was shown.</summary>
internal sealed class CutAnswer
{
    private readonly ResponsesReader _reader = new();
    private readonly SortedDictionary<int, (byte[] Json, bool IsWhole)> _items = []; // whole items; of messages under way, the id
    private readonly ArrayBufferWriter<byte> _response = new();

    /// <summary>Remembers what an event says of the response and its items, once it is changed to what may be shown.</summary>
    public void Remember(ReadOnlySpan<byte> data, ResponsesEvent read, JsonEdits edits)
    {
        if (read.Response.Length > 0 && !read.IsTerminal)
        {
            _response.ResetWrittenCount();
            edits.Apply(data, read.Response, _response);
        }

        foreach (var item in read.Response.Length > 0 ? [] : read.Items)
        {
            if (read.EndsItem || item.Type == "message")
            {
                var json = new ArrayBufferWriter<byte>(item.Value.Length);
                edits.Apply(data, item.Value, json);
                _items[item.Output] = read.EndsItem ? (json.WrittenSpan.ToArray(), true) : (item.Id.Of(data).ToArray(), false);
            }
        }
    }

    /// <summary>Writes the event, without a number of its own where the provider's have none.</summary>
    /// <param name="reason">Why, such as <c>content_filter</c>.</param>
    /// <param name="texts">What was said.</param>
    /// <param name="number">The event's number.</param>
    /// <param name="used">What was used, where that is known.</param>
    /// <returns>The event's data; <see langword="null"/> where nothing of the response is known yet.</returns>
    public byte[]? Write(string reason, SpokenTexts texts, long number, ReplyUsage? used = null)
    {
        if (_response.WrittenCount == 0 || _reader.Read(_response.WrittenSpan, isEvent: false) is not { } read)
        {
            return null;
        }

        var edits = new JsonEdits();
        Set(edits, read.StatusValue, "status", "\"incomplete\""u8);
        Set(edits, read.IncompleteValue, "incomplete_details", Encoding.ASCII.GetBytes($"{{\"reason\":\"{reason}\"}}"));
        Set(edits, read.OutputValue, "output", Output(texts));
        if (used is not null)
        {
            Set(edits, read.UsageValue, "usage", Usage(used));
        }

        var output = new ArrayBufferWriter<byte>(_response.WrittenCount + 512);
        output.Write("{\"type\":\"response.incomplete\",\"response\":"u8);
        edits.Apply(_response.WrittenSpan, output);
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"sequence_number\":{number}}}")));
        return output.WrittenSpan.ToArray();
    }

    private static void Set(JsonEdits edits, ByteRange value, string name, ReadOnlySpan<byte> json)
    {
        if (value.Length > 0)
        {
            edits.ReplaceByRaw(value, json);
        }
        else
        {
            edits.ReplaceByRaw(new(1, 1), [(byte)'"', .. Encoding.ASCII.GetBytes(name), (byte)'"', (byte)':', .. json, (byte)',']);
        }
    }

    private static byte[] Usage(ReplyUsage used) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"input_tokens\":{used.Prompt},\"input_tokens_details\":{{\"cached_tokens\":0}},\"output_tokens\":{used.Completion},\"output_tokens_details\":{{\"reasoning_tokens\":0}},\"total_tokens\":{(long)used.Prompt + used.Completion}}}"));

    private byte[] Output(SpokenTexts texts)
    {
        var output = new ArrayBufferWriter<byte>(256);
        output.Write("["u8);
        var first = true;
        foreach (var (index, (json, isWhole)) in _items)
        {
            output.Write(first ? default : ","u8);
            first = false;
            if (isWhole)
            {
                output.Write(json);
            }
            else
            {
                Message(json, texts.All.Where(text => text.Key.Output == index), output);
            }
        }

        output.Write("]"u8);
        return output.WrittenSpan.ToArray();
    }

    private static void Message(byte[] id, IEnumerable<SpokenText> texts, ArrayBufferWriter<byte> output)
    {
        output.Write("{\"id\":"u8);
        output.Write(id.Length > 0 ? id : "\"\""u8);
        output.Write(",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"incomplete\",\"content\":["u8);
        var first = true;
        foreach (var text in texts)
        {
            output.Write(first ? default : ","u8);
            first = false;
            output.Write(text.Key.Path == ResponsesKey.Refusal
                ? "{\"type\":\"refusal\",\"refusal\":"u8
                : "{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":"u8);
            JsonText.WriteString(output, text.Shown);
            output.Write("}"u8);
        }

        output.Write("]}"u8);
    }
}
