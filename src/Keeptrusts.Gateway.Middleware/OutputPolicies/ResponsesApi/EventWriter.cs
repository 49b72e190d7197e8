using System.Buffers;
using System.Globalization;
using System.Text;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;

/// <summary>Writes the events of a response, numbered anew: some are left out, and some are our own.</summary>
internal sealed class EventWriter
{
    private readonly JsonEdits _edits = new();
    private readonly ResponsesReader _reader = new();
    private long? _next;

    /// <summary>The number of the next event.</summary>
    public long Next => _next ?? 0;

    /// <summary>What is pending of a text, in the form of an event that added to it before; without a number of its own.</summary>
    /// <returns>The event; <see langword="null"/> where nothing is pending, or where the text came in one piece.</returns>
    public byte[]? Pending(SpokenText text)
    {
        if (text.Pending.IsEmpty || text.Envelope is not { } envelope || _reader.Read(envelope, isEvent: true) is not { } read)
        {
            text.Sent();
            return null;
        }

        _edits.Clear();
        foreach (var said in read.Texts)
        {
            // What else it says was judged where it stood first.
            if (said.Slot.Kind != TextKind.Number)
            {
                _edits.ReplaceByString(said.Slot.Token, said.Role == ResponsesRole.Delta && said.Key == text.Key ? text.Pending : default);
            }
        }

        foreach (var logprobs in read.Logprobs)
        {
            _edits.ReplaceByRaw(logprobs, "[]"u8);
        }

        text.Sent();
        return _edits.Applied(envelope).ToArray();
    }

    /// <summary>Writes an event of the provider's.</summary>
    public void Write(ReadOnlySpan<byte> data, ResponsesEvent read, JsonEdits edits, IBufferWriter<byte> output)
    {
        Number(read, edits);
        Name(read.Type, output);
        ChunkWriter.Write(data, edits, output);
    }

    /// <summary>Writes an event that is ready but for its number.</summary>
    public void Write(ReadOnlySpan<byte> ready, IBufferWriter<byte> output)
    {
        _edits.Clear();
        if (_reader.Read(ready, isEvent: true) is { } read)
        {
            Write(ready, read, _edits, output);
        }
    }

    private void Number(ResponsesEvent read, JsonEdits edits)
    {
        if (read.Number.Length == 0)
        {
            return;
        }

        var number = _next ?? read.NumberValue;
        if (number != read.NumberValue)
        {
            edits.ReplaceByRaw(read.Number, Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
        }

        _next = number + 1;
    }

    // Some clients go by the event's name. A type that is no plain name is none.
    private static void Name(string type, IBufferWriter<byte> output)
    {
        if (type.All(c => char.IsAsciiLetter(c) || c is '.' or '_'))
        {
            output.Write("event: "u8);
            output.Write(Encoding.ASCII.GetBytes(type));
            output.Write("\n"u8);
        }
    }
}
