using System.Runtime.InteropServices;
using System.Text.Json;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>
/// Follows the content blocks of a request in Anthropic's form. A block may hold blocks (a tool's result), and what its members mean is known at its end
/// only, since <c>type</c> may stand behind them.
/// </summary>
internal sealed class RequestBlocks
{
    private readonly Stack<OpenBlock> _open = new();
    private readonly List<SignedBlock> _signed = [];
    private string? _sourceType;
    private bool _sourceIsImage;
    private TextSlot? _sourceData;

    public void Reset()
    {
        _open.Clear();
        _signed.Clear();
    }

    public IReadOnlyList<SignedBlock> TakeSigned() => _signed.Count == 0 ? [] : [.. _signed];

    public void Enter(RequestPlace place, int texts)
    {
        if (place == RequestPlace.Source)
        {
            (_sourceType, _sourceIsImage, _sourceData) = (null, false, null);
        }
        else
        {
            _open.Push(new(texts));
        }
    }

    /// <summary>Takes a value.</summary>
    /// <returns>Whether it is a text.</returns>
    public bool Take(RequestPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        switch (place)
        {
            case RequestPlace.BlockType when _open.TryPeek(out var typed):
                typed.Type = reader.GetString()!;
                return true;
            case RequestPlace.Thinking when _open.TryPeek(out var thinking):
                thinking.Thinking = token;
                return true;
            case RequestPlace.Signature when _open.TryPeek(out var signed):
                signed.Signature = token;
                return false;
            case RequestPlace.SourceType:
                _sourceType = reader.GetString();
                return true;
            case RequestPlace.SourceMedia:
                _sourceIsImage = reader.ValueSpan.StartsWith("image/"u8);
                return true;
            case RequestPlace.SourceData:
                _sourceData = new(token, reader.ValueIsEscaped, TextKind.Text, 0);
                return false;
            default:
                return true;
        }
    }

    /// <summary>A source has ended: its content is a text, or something that no policy can read.</summary>
    public void LeaveSource(List<TextSlot> texts, List<UnreadablePart> unreadable, RequestSources sources)
    {
        if (_sourceData is not { } data)
        {
            return;
        }

        if (_sourceType == "base64")
        {
            unreadable.Add(new(_sourceIsImage ? UnreadableKind.Image : UnreadableKind.File, data.Token.Start));
        }
        else
        {
            texts.Add(data with { Source = sources.Of(RequestPlace.SourceData) });
        }
    }

    public void LeaveBlock(ByteRange range, List<TextSlot> texts, RequestSources sources)
    {
        if (!_open.TryPop(out var block))
        {
            return;
        }

        if (block.Thinking.Length > 0)
        {
            _signed.Add(new(range, block.Thinking, IsSigned: block.Signature.Length > 2));
        }
        else if (block.Type == "tool_use")
        {
            sources.CallsTool();
        }
        else if (block.Type.EndsWith("tool_result", StringComparison.Ordinal))
        {
            foreach (ref var slot in CollectionsMarshal.AsSpan(texts)[block.FirstText..])
            {
                slot = slot with { Source = slot.Source with { Role = TextRole.Tool } };
            }
        }
    }

    private sealed class OpenBlock(int firstText)
    {
        public int FirstText => firstText;

        public string Type { get; set; } = "";

        public ByteRange Thinking { get; set; }

        public ByteRange Signature { get; set; }
    }
}
