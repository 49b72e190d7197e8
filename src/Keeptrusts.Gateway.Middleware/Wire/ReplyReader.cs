using System.Runtime.InteropServices;
using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Reads chat completions and their chunks. Reused between chunks of one call.</summary>
internal sealed class ReplyReader : JsonWalker<ReplyPlace>
{
    private readonly Reply _reply = new();
    private readonly MemberPath _path = new();
    private int _choice = -1;
    private int _choiceIndex;
    private int _choiceTexts;
    private int _itemDepth;
    private int _itemIndex;
    private int _itemTexts;
    private string? _finish;
    private ByteRange _logprobs;
    private bool _substance;
    private bool _saidOpen;
    private int? _prompt;
    private int? _completion;
    private int _cached;
    private int _reasoning;

    public ReplyReader()
        : base(strictSurrogates: false)
    {
    }

    /// <returns>The reply, valid until the next call; <see langword="null"/> when the text is not a JSON object.</returns>
    public Reply? Read(ReadOnlySpan<byte> json)
    {
        _reply.Clear();
        _path.Clear();
        _choice = -1;
        _itemDepth = 0;
        _saidOpen = false;
        Walk(json, ReplyPlace.Root);
        return Fault is null ? _reply : null;
    }

    protected override ReplyPlace Member(ReplyPlace parent, ref Utf8JsonReader reader, ulong nameHash)
    {
        if (_saidOpen)
        {
            _path.Append(reader.ValueSpan);
        }

        return parent switch
        {
            ReplyPlace.Root => RootMember(ref reader),
            ReplyPlace.Choice => ChoiceMember(ref reader),
            ReplyPlace.Usage => UsageMember(ref reader),
            ReplyPlace.PromptDetails => Is(ref reader, "cached_tokens"u8, ReplyPlace.CachedTokens, ReplyPlace.Opaque),
            ReplyPlace.CompletionDetails => Is(ref reader, "reasoning_tokens"u8, ReplyPlace.ReasoningTokens, ReplyPlace.Opaque),
            _ when _saidOpen => SaidMember(parent, ref reader),
            _ => parent == ReplyPlace.Opaque ? ReplyPlace.Opaque : ReplyPlace.Any,
        };
    }

    protected override ReplyPlace Item(ReplyPlace parent, int index)
    {
        switch (parent)
        {
            case ReplyPlace.Choices:
                BeginChoice(index);
                return ReplyPlace.Choice;
            case ReplyPlace.Items when _itemDepth == 1:
                _itemIndex = index;
                _itemTexts = _reply.Texts.Count;
                return ReplyPlace.Item;
            case ReplyPlace.Items:
                return ReplyPlace.Any;
            default:
                return parent;
        }
    }

    protected override void Enter(ReplyPlace place, JsonTokenType type, int start)
    {
        switch (place)
        {
            case ReplyPlace.Root when type != JsonTokenType.StartObject:
                Fault = new("invalid_json", "The reply is not a JSON object.");
                break;
            case ReplyPlace.Said:
                _saidOpen = true;
                break;
            case ReplyPlace.Error:
                _reply.IsError = true;
                break;
            case ReplyPlace.Usage when type == JsonTokenType.StartObject:
                _prompt = _completion = null;
                _cached = _reasoning = 0;
                break;
        }

        if (_saidOpen && type == JsonTokenType.StartArray)
        {
            _path.AppendArray();
            _itemDepth++;
        }
    }

    protected override void Leave(ReplyPlace place, JsonTokenType type, ByteRange range)
    {
        if (_saidOpen && type == JsonTokenType.StartArray)
        {
            _path.RemoveArray();
            _itemDepth--;
        }

        switch (place)
        {
            case ReplyPlace.Said:
                _saidOpen = false;
                break;
            case ReplyPlace.Choices:
                _reply.ChoicesValue = range;
                _choice = -1;
                break;
            case ReplyPlace.Choice:
                EndChoice();
                break;
            case ReplyPlace.Item when _itemDepth == 1:
                EndItem();
                break;
            case ReplyPlace.Logprobs:
                _logprobs = range;
                break;
            case ReplyPlace.Usage when type == JsonTokenType.StartObject:
                // Half a usage, or one below nothing, is none: the gateway counts for itself.
                _reply.Usage = _prompt is >= 0 and var prompt && _completion is >= 0 and var completion
                    ? new(prompt, completion, Math.Clamp(_cached, 0, prompt), Math.Max(_reasoning, 0))
                    : null;
                break;
        }
    }

    protected override void LeaveMember(ReplyPlace place, ByteRange member)
    {
        if (place == ReplyPlace.Usage)
        {
            _reply.UsageMember = member;
        }

        if (_saidOpen)
        {
            _path.RemoveLast();
        }
    }

    protected override void Scalar(ReplyPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        if (reader.TokenType == JsonTokenType.Null && place != ReplyPlace.Root)
        {
            return;
        }

        switch (place)
        {
            case ReplyPlace.Root:
                Fault = new("invalid_json", "The reply is not a JSON object.");
                break;
            case ReplyPlace.Error:
                _reply.IsError = true;
                Text(place, ref reader, token);
                break;
            case ReplyPlace.ChoiceIndex:
                _choiceIndex = Number(ref reader) ?? _choiceIndex;
                break;
            case ReplyPlace.ItemIndex:
                _itemIndex = Number(ref reader) ?? _itemIndex;
                break;
            case ReplyPlace.FinishReason when reader.TokenType == JsonTokenType.String:
                _finish = reader.GetString();
                break;
            case ReplyPlace.PromptTokens:
                _prompt = Number(ref reader);
                break;
            case ReplyPlace.CompletionTokens:
                _completion = Number(ref reader);
                break;
            case ReplyPlace.CachedTokens:
                _cached = Number(ref reader) ?? 0;
                break;
            case ReplyPlace.ReasoningTokens:
                _reasoning = Number(ref reader) ?? 0;
                break;
            case ReplyPlace.Logprobs:
                _logprobs = token;
                break;
            case ReplyPlace.Opaque:
                _substance |= _saidOpen;
                break;
            default:
                Text(place, ref reader, token);
                break;
        }
    }

    private static ReplyPlace RootMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("choices"u8) ? ReplyPlace.Choices
        : reader.ValueTextEquals("usage"u8) ? ReplyPlace.Usage
        : reader.ValueTextEquals("error"u8) ? ReplyPlace.Error
        : reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("object"u8) || reader.ValueTextEquals("model"u8)
            || reader.ValueTextEquals("created"u8) || reader.ValueTextEquals("system_fingerprint"u8)
            || reader.ValueTextEquals("service_tier"u8) || reader.ValueTextEquals("obfuscation"u8) ? ReplyPlace.Opaque
        : ReplyPlace.Any;

    private static ReplyPlace ChoiceMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8) ? ReplyPlace.Said
        : reader.ValueTextEquals("index"u8) ? ReplyPlace.ChoiceIndex
        : reader.ValueTextEquals("finish_reason"u8) ? ReplyPlace.FinishReason
        : reader.ValueTextEquals("logprobs"u8) ? ReplyPlace.Logprobs
        : ReplyPlace.Any;

    private static ReplyPlace UsageMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("prompt_tokens"u8) ? ReplyPlace.PromptTokens
        : reader.ValueTextEquals("completion_tokens"u8) ? ReplyPlace.CompletionTokens
        : reader.ValueTextEquals("prompt_tokens_details"u8) ? ReplyPlace.PromptDetails
        : reader.ValueTextEquals("completion_tokens_details"u8) ? ReplyPlace.CompletionDetails
        : ReplyPlace.Opaque;

    private static ReplyPlace SaidMember(ReplyPlace parent, ref Utf8JsonReader reader) =>
        parent == ReplyPlace.Item && reader.ValueTextEquals("index"u8) ? ReplyPlace.ItemIndex
        : parent == ReplyPlace.Item && reader.ValueTextEquals("id"u8) ? ReplyPlace.Opaque
        : reader.ValueTextEquals("arguments"u8) ? ReplyPlace.Arguments
        : reader.ValueTextEquals("role"u8) || reader.ValueTextEquals("type"u8) || reader.ValueTextEquals("name"u8) ? ReplyPlace.Tag
        : reader.ValueTextEquals("tool_calls"u8) || reader.ValueTextEquals("reasoning_details"u8) || parent == ReplyPlace.Said ? ReplyPlace.Items
        : reader.ValueTextEquals("encrypted_content"u8) || reader.ValueTextEquals("signature"u8) ? ReplyPlace.Opaque
        : ReplyPlace.Any;

    private static ReplyPlace Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ReplyPlace place, ReplyPlace otherwise) =>
        reader.ValueTextEquals(name) ? place : otherwise;

    private static int? Number(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : null;

    private void Text(ReplyPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            _substance |= _saidOpen;
            if (_saidOpen && reader.TokenType == JsonTokenType.Number && token.Length >= TextSlot.ShortestTellingNumber)
            {
                _reply.Texts.Add(new(new(token, false, TextKind.Number, 0), _choice, -1, _path.Current(), false));
            }

            return;
        }

        var continues = _saidOpen && place != ReplyPlace.Tag;
        _substance |= _saidOpen && !continues;
        var kind = place == ReplyPlace.Arguments ? TextKind.Json : TextKind.Text;
        _reply.Texts.Add(new(new(token, reader.ValueIsEscaped, kind, 0), _choice, -1, _saidOpen ? _path.Current() : "", continues));
    }

    private void BeginChoice(int index)
    {
        _choice = _choiceIndex = index;
        _choiceTexts = _reply.Texts.Count;
        _finish = null;
        _logprobs = default;
        _substance = false;
    }

    private void EndChoice()
    {
        // The index may stand behind the texts it belongs to.
        foreach (ref var text in CollectionsMarshal.AsSpan(_reply.Texts)[_choiceTexts..])
        {
            text = text with { Choice = _choiceIndex };
        }

        _reply.Choices.Add(new(_choiceIndex, _finish, _logprobs, _substance));
        _choice = -1;
    }

    private void EndItem()
    {
        foreach (ref var text in CollectionsMarshal.AsSpan(_reply.Texts)[_itemTexts..])
        {
            text = text with { Item = _itemIndex };
        }
    }
}
