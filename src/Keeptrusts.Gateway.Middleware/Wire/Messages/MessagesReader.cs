using System.Runtime.InteropServices;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

namespace Keeptrusts.Gateway.Middleware.Wire.Messages;

/// <summary>Reads Anthropic's messages and the events of streamed ones. Reused between events of one call.</summary>
internal sealed class MessagesReader : JsonWalker<MessagesPlace>
{
    /// <summary>The block that an event is about: its index may stand behind it.</summary>
    private const int OfEvent = -2;

    private readonly MessagesEvent _event = new();
    private int _block;
    private int _depth;
    private string _blockType = "";
    private ByteRange _input;

    public MessagesReader()
        : base(strictSurrogates: false)
    {
    }

    /// <returns>What it says, valid until the next call; <see langword="null"/> when it is no JSON object.</returns>
    public MessagesEvent? Read(ReadOnlySpan<byte> json)
    {
        _event.Clear();
        (_block, _depth) = (-1, 0);
        Walk(json, MessagesPlace.Root);
        if (Fault is not null)
        {
            return null;
        }

        foreach (ref var text in CollectionsMarshal.AsSpan(_event.Texts))
        {
            text = text.Key.Part == OfEvent ? text with { Key = text.Key with { Part = _event.Index } } : text;
        }

        foreach (ref var block in CollectionsMarshal.AsSpan(_event.Blocks))
        {
            block = block.Index == OfEvent ? block with { Index = _event.Index } : block;
        }

        foreach (ref var signature in CollectionsMarshal.AsSpan(_event.Signatures))
        {
            signature = signature.Block == OfEvent ? (_event.Index, signature.Token) : signature;
        }

        return _event;
    }

    protected override MessagesPlace Member(MessagesPlace parent, ref Utf8JsonReader reader, ulong nameHash)
    {
        if (_block != -1 && parent != MessagesPlace.Opaque)
        {
            ChosenName.Note(_event.Names, ref reader, nameHash);
        }

        return MessagesPlaces.Of(parent, ref reader);
    }

    protected override MessagesPlace Item(MessagesPlace parent, int index)
    {
        _block = parent == MessagesPlace.Content ? index : _block;
        return MessagesPlaces.Item(parent);
    }

    protected override void Enter(MessagesPlace place, JsonTokenType type, int start)
    {
        switch (place)
        {
            case MessagesPlace.Root when type != JsonTokenType.StartObject:
                Fault = new("invalid_json", "The reply is not a JSON object.");
                break;
            case MessagesPlace.Content:
                _event.HasContent = true;
                break;
            case MessagesPlace.Block:
                _block = _block < 0 ? OfEvent : _block;
                (_blockType, _input) = ("", default);
                break;
            case MessagesPlace.Delta:
                _block = OfEvent;
                break;
            case MessagesPlace.Error:
                _event.IsError = true;
                break;
            case MessagesPlace.Input:
                _depth++;
                break;
        }
    }

    protected override void Leave(MessagesPlace place, JsonTokenType type, ByteRange range)
    {
        switch (place)
        {
            case MessagesPlace.Content or MessagesPlace.Delta:
                _block = -1;
                break;
            case MessagesPlace.Block:
                _event.Blocks.Add(new(_block, _blockType, _input));
                _block = _block == OfEvent ? -1 : _block;
                break;
            case MessagesPlace.Input when --_depth == 0:
                _input = range;
                break;
        }
    }

    protected override void Scalar(MessagesPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        var isText = reader.TokenType == JsonTokenType.String;
        switch (place)
        {
            case MessagesPlace.Root:
                Fault = new("invalid_json", "The reply is not a JSON object.");
                break;
            case MessagesPlace.Type when isText:
                _event.Type = _event.Type.Length == 0 ? reader.GetString()! : _event.Type; // The message that an event begins has one, too.
                _event.IsError |= _event.Type == "error";
                break;
            case MessagesPlace.Index:
                _event.Index = Number(ref reader) ?? -1;
                break;
            case MessagesPlace.BlockType when isText:
                _blockType = reader.GetString()!;
                break;
            case MessagesPlace.StopReason when isText:
                _event.StopReason = reader.GetString();
                break;
            case MessagesPlace.Signature when isText:
                _event.Signatures.Add((_block, token));
                break;
            case MessagesPlace.InputTokens:
                _event.InputTokens = Number(ref reader);
                break;
            case MessagesPlace.OutputTokens:
                _event.OutputTokens = Number(ref reader);
                break;
            case MessagesPlace.CacheRead:
                _event.CacheRead = Number(ref reader);
                break;
            case MessagesPlace.CacheWritten:
                _event.CacheWritten = Number(ref reader);
                break;
            case MessagesPlace.Opaque:
                break;
            case MessagesPlace.Error when isText:
                _event.IsError = true;
                goto default;
            default:
                Text(place, ref reader, token);
                break;
        }
    }

    private static int? Number(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : null;

    private void Text(MessagesPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        var path = place switch
        {
            MessagesPlace.BlockText or MessagesPlace.DeltaText => ResponsesKey.ContentText,
            MessagesPlace.Thinking or MessagesPlace.DeltaThinking => ResponsesKey.BlockThinking,
            MessagesPlace.Input or MessagesPlace.DeltaInput => ResponsesKey.BlockInput,
            MessagesPlace.ToolName => ResponsesKey.BlockName,
            _ => "",
        };
        if (reader.TokenType == JsonTokenType.String)
        {
            var kind = place == MessagesPlace.DeltaInput ? TextKind.Json : TextKind.Text;
            _event.Texts.Add(new(new(token, reader.ValueIsEscaped, kind, 0), new(-1, _block, path), IsWhole: path.Length > 0 && place is not (MessagesPlace.ToolName or MessagesPlace.Input)));
        }
        else if (reader.TokenType == JsonTokenType.Number && token.Length >= TextSlot.ShortestTellingNumber && _block != -1)
        {
            _event.Texts.Add(new(new(token, false, TextKind.Number, 0), new(-1, _block, path), IsWhole: false));
        }
    }
}
