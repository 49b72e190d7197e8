using System.Buffers;
using System.Globalization;
using System.Text;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>Writes chunks: an upstream chunk with its edits, or a chunk of our own in the upstream chunk's envelope (id, model, time).</summary>
internal sealed class ChunkWriter
{
    private readonly JsonEdits _edits = new();
    private readonly ArrayBufferWriter<byte> _choices = new(256);

    public static void Write(ReadOnlySpan<byte> chunk, JsonEdits edits, IBufferWriter<byte> output)
    {
        output.Write("data: "u8);
        if (chunk.Contains((byte)'\n'))
        {
            WriteLines(chunk, edits, output);
        }
        else if (edits.IsEmpty)
        {
            output.Write(chunk);
        }
        else
        {
            edits.Apply(chunk, output);
        }

        output.Write("\n\n"u8);
    }

    /// <summary>A chunk with one text.</summary>
    public void WriteText(ReadOnlySpan<byte> envelope, Reply shape, GuardChannelKey channel, ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        Begin(shape, channel.Choice);
        if (shape.HasTextChoices)
        {
            JsonText.WriteString(_choices, text);
        }
        else
        {
            WritePath(channel.Path.AsSpan(), channel.Item, text);
        }

        End("null"u8);
        Write(envelope, shape, output);
    }

    /// <summary>A chunk with what an earlier one said of a tool call.</summary>
    /// <param name="envelope">The chunk whose envelope is used.</param>
    /// <param name="shape">That chunk, read.</param>
    /// <param name="choice">The choice.</param>
    /// <param name="inArray">Whether the call stands in <c>tool_calls</c>; otherwise it is the older <c>function_call</c>.</param>
    /// <param name="call">The call's object.</param>
    /// <param name="output">Where to.</param>
    public void WriteCall(ReadOnlySpan<byte> envelope, Reply shape, int choice, bool inArray, ReadOnlySpan<byte> call, IBufferWriter<byte> output)
    {
        Begin(shape, choice);
        _choices.Write(inArray ? "{\"tool_calls\":["u8 : "{\"function_call\":"u8);
        _choices.Write(call);
        _choices.Write(inArray ? "]}"u8 : "}"u8);
        End("null"u8);
        Write(envelope, shape, output);
    }

    /// <summary>A chunk with annotations.</summary>
    public void WriteAnnotations(ReadOnlySpan<byte> envelope, Reply shape, int choice, ReadOnlySpan<byte> annotations, IBufferWriter<byte> output)
    {
        Begin(shape, choice);
        _choices.Write("{\"annotations\":"u8);
        _choices.Write(annotations);
        _choices.Write("}"u8);
        End("null"u8);
        Write(envelope, shape, output);
    }

    /// <summary>A chunk that ends a choice.</summary>
    public void WriteFinish(ReadOnlySpan<byte> envelope, Reply shape, int choice, ReadOnlySpan<byte> reason, IBufferWriter<byte> output)
    {
        Begin(shape, choice);
        _choices.Write(shape.HasTextChoices ? "\"\",\"logprobs\":null"u8 : "{}"u8);
        End([.. "\""u8, .. reason, .. "\""u8]);
        Write(envelope, shape, output);
    }

    /// <summary>A chunk without choices that tells what was used.</summary>
    public void WriteUsage(ReadOnlySpan<byte> envelope, Reply shape, ReplyUsage used, IBufferWriter<byte> output)
    {
        _choices.ResetWrittenCount();
        _choices.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"[],\"usage\":{{\"prompt_tokens\":{used.Prompt},\"completion_tokens\":{used.Completion},\"total_tokens\":{(long)used.Prompt + used.Completion}}}")));
        Write(envelope, shape, output);
    }

    /// <summary>An event of several data lines stays one: each line break, which JSON has between tokens only, begins a data line again.</summary>
    private static void WriteLines(ReadOnlySpan<byte> chunk, JsonEdits edits, IBufferWriter<byte> output)
    {
        var edited = new ArrayBufferWriter<byte>(chunk.Length + 256);
        edits.Apply(chunk, edited);
        var rest = edited.WrittenSpan;
        for (var at = rest.IndexOf((byte)'\n'); at >= 0; at = rest.IndexOf((byte)'\n'))
        {
            output.Write(rest[..(at + 1)]);
            output.Write("data: "u8);
            rest = rest[(at + 1)..];
        }

        output.Write(rest);
    }

    private void Begin(Reply shape, int choice)
    {
        _choices.ResetWrittenCount();
        _choices.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[{{\"index\":{choice},\"{(shape.HasTextChoices ? "text" : "delta")}\":")));
    }

    private void End(ReadOnlySpan<byte> finish)
    {
        _choices.Write(",\"finish_reason\":"u8);
        _choices.Write(finish);
        _choices.Write("}]"u8);
    }

    // `tool_calls[].function.arguments` of item 1 becomes {"tool_calls":[{"index":1,"function":{"arguments":…}}]}.
    private void WritePath(ReadOnlySpan<char> path, int item, ReadOnlySpan<char> text)
    {
        _choices.Write("{"u8);
        WriteMember(path, item, text);
        _choices.Write("}"u8);
    }

    private void WriteMember(ReadOnlySpan<char> path, int item, ReadOnlySpan<char> text)
    {
        var dot = path.IndexOf('.');
        var name = dot < 0 ? path : path[..dot];
        var array = name.EndsWith("[]");
        JsonText.WriteString(_choices, array ? name[..^2] : name);
        _choices.Write(array ? ":["u8 : ":"u8);
        if (dot < 0)
        {
            JsonText.WriteString(_choices, text);
        }
        else if (array && item >= 0)
        {
            _choices.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"index\":{item},")));
            WriteMember(path[(dot + 1)..], -1, text);
            _choices.Write("}"u8);
        }
        else
        {
            WritePath(path[(dot + 1)..], item, text);
        }

        _choices.Write(array ? "]"u8 : default);
    }

    private void Write(ReadOnlySpan<byte> envelope, Reply shape, IBufferWriter<byte> output)
    {
        _edits.Clear();
        _edits.ReplaceByRaw(shape.ChoicesValue, _choices.WrittenSpan);
        foreach (var text in shape.Texts)
        {
            // Unknown texts beside the choices go out once, judged, with the provider's own chunk.
            if (text.Choice < 0)
            {
                _edits.ReplaceByRaw(text.Slot.Token, "\"\""u8);
            }
        }

        if (shape.UsageMember.Length > 0)
        {
            _edits.ReplaceByRaw(JsonMembers.WithComma(envelope, shape.UsageMember), default);
        }

        Write(envelope, _edits, output);
    }
}
