using System.Buffers;
using System.Text;
using Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Gateway.Middleware.Wire.Messages;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.Messages;

/// <summary>Judges what a message or one of its events says. Whole and streamed answers are judged by the same steps.</summary>
/// <param name="policies">Judge the answer.</param>
/// <param name="meter">Hears what the model said.</param>
internal sealed class MessagesJudge(AnswerPolicies policies, OutputMeter meter)
{
    private readonly ChosenNames _names = new(policies);

    public SpokenTexts Texts { get; } = new(policies);

    /// <summary>Hears the texts of blocks, and changes texts that stand for themselves to what may be shown.</summary>
    public void Hear(ReadOnlySpan<byte> data, MessagesEvent read, JsonEdits edits)
    {
        _names.Judge(data, read.Names);
        foreach (var text in read.Texts)
        {
            if (policies.Blocked)
            {
                return;
            }

            var raw = text.Slot.Raw(data);
            var chars = ArrayPool<char>.Shared.Rent(raw.Length);
            var decoded = chars.AsSpan(0, JsonText.Decode(raw, text.Slot.Escaped, chars));
            if (text.IsWhole)
            {
                meter.Add(decoded);
                Texts.Open(text.Key, text.Slot.Kind).Write(decoded);
            }
            else
            {
                if (text.Key.Path == ResponsesKey.BlockInput)
                {
                    meter.Add(decoded);
                }

                Single(text, decoded, edits);
            }

            decoded.Clear();
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    /// <summary>Asks about a call.</summary>
    /// <param name="index">Its block.</param>
    /// <param name="name">The tool's name, as it is shown.</param>
    /// <param name="input">What the tool is given, as policies left it.</param>
    public bool Passes(int index, string name, string input) => policies.Tools?.Judge(new ToolCall(name, input, $"/content/{index}")) ?? true;

    /// <summary>What an event says of a tool's name.</summary>
    public static string Name(ReadOnlySpan<byte> data, MessagesEvent read, int block, JsonEdits edits)
    {
        foreach (var text in read.Texts)
        {
            if (text.Key.Part == block && text.Key.Path == ResponsesKey.BlockName)
            {
                return edits.StringOf(text.Slot.Token) ?? JsonText.ToText(text.Slot, data);
            }
        }

        return "";
    }

    /// <summary>What an event says that a tool is given, as policies left it.</summary>
    public static string Input(ReadOnlySpan<byte> data, MessagesBlock block, JsonEdits edits)
    {
        var input = new ArrayBufferWriter<byte>(block.Input.Length);
        edits.Apply(data, block.Input, input);
        return Encoding.UTF8.GetString(input.WrittenSpan);
    }

    /// <summary>Turns placeholders back in what a tool is given: the last step, so that what comes back is nobody's finding.</summary>
    public void Restore(ReadOnlySpan<byte> data, MessagesEvent read, JsonEdits edits)
    {
        foreach (var text in policies.Issued is null ? [] : read.Texts)
        {
            if (text.IsWhole || text.Slot.Kind != TextKind.Text || text.Key.Path != ResponsesKey.BlockInput)
            {
                continue;
            }

            var judged = edits.StringOf(text.Slot.Token) ?? JsonText.ToText(text.Slot, data);
            var restored = policies.Issued!.Restore(judged, inTools: true, asJson: false);
            if (restored != judged)
            {
                edits.Remove(text.Slot.Token);
                edits.ReplaceByString(text.Slot.Token, restored);
            }
        }
    }

    private void Single(MessagesText text, ReadOnlySpan<char> said, JsonEdits edits)
    {
        if (policies.Texts is null || said.IsEmpty)
        {
            return;
        }

        if (policies.Texts.Rewrite(said, () => text.Key.Path.Length > 0 ? text.Key.At : null, ChannelFormat.Text, ResponsesSources.Of(text.Key)) is { } rewritten)
        {
            edits.ReplaceByString(text.Slot.Token, rewritten);
        }
    }
}
