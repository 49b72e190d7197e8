using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Reads answers in choices (of chats and completions) with their chunks, and answers that are no text. Reused between chunks of one call.</summary>
internal sealed partial class ReplyReader : JsonWalker<ReplyPlace>
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
    private int _choiceCalls;
    private ReplyCall _call;
    private bool _substance, _callSubstance;
    private bool _saidOpen, _callsOpen, _annotationsOpen;
    private UsageFields _usage;

    public ReplyReader()
        : base(strictSurrogates: false)
    {
    }

    /// <summary>What was asked for.</summary>
    public Surface Surface { get; set; } = Surface.Chat;

    /// <returns>The reply, valid until the next call; <see langword="null"/> when the text is not a JSON object.</returns>
    public Reply? Read(ReadOnlySpan<byte> json)
    {
        _reply.Clear();
        _reply.HasTextChoices = Surface.Kind == SurfaceKind.Completions;
        _path.Clear();
        _choice = -1;
        _itemDepth = 0;
        _saidOpen = _callsOpen = _annotationsOpen = false;
        Walk(json, ReplyPlace.Root);
        return Fault is null ? _reply : null;
    }

    protected override ReplyPlace Member(ReplyPlace parent, ref Utf8JsonReader reader, ulong nameHash)
    {
        if (_saidOpen)
        {
            if (parent != ReplyPlace.Opaque)
            {
                ChosenName.Note(_reply.Names, ref reader, nameHash);
            }

            _path.Append(reader.ValueSpan);
            if (parent == ReplyPlace.Said && ReplyPlaces.HoldsCalls(ref reader))
            {
                (_callsOpen, _call) = (true, default);
            }

            _annotationsOpen |= parent == ReplyPlace.Said && reader.ValueTextEquals("annotations"u8);
        }

        return parent switch
        {
            ReplyPlace.Root => ReplyPlaces.RootMember(Surface, ref reader),
            ReplyPlace.Choice => ReplyPlaces.ChoiceMember(Surface, ref reader),
            ReplyPlace.Record => ReplyPlaces.RecordMember(ref reader),
            ReplyPlace.Usage => ReplyPlaces.UsageMember(ref reader),
            ReplyPlace.PromptDetails => ReplyPlaces.PromptDetail(ref reader),
            ReplyPlace.CompletionDetails => ReplyPlaces.Is(ref reader, "reasoning_tokens"u8, ReplyPlace.ReasoningTokens, ReplyPlace.Opaque),
            _ when _saidOpen => ReplyPlaces.SaidMember(parent, ref reader),
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
            case ReplyPlace.Records:
                return ReplyPlace.Record;
            case ReplyPlace.Items when _itemDepth == 1:
                _itemIndex = index;
                _itemTexts = _reply.Texts.Count;
                _call = default;
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
                _usage = Surface.Speaks ? default : UsageFields.WithoutOutput;
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
                EndItem(range);
                break;
            case ReplyPlace.Items when _callsOpen && type == JsonTokenType.StartObject && _path.Depth == 1 && _itemDepth == 0:
                _reply.Calls.Add(_call with { Item = -1, Value = range });
                break;
            case ReplyPlace.Arguments:
                _call = _call with { Given = range };
                break;
            case ReplyPlace.Logprobs:
                _logprobs = range;
                break;
            case ReplyPlace.Usage when type == JsonTokenType.StartObject:
                // Half a usage, or one below nothing, is none: the gateway counts for itself.
                _reply.Usage = _usage.Whole;
                break;
        }
    }

    protected override void LeaveMember(ReplyPlace place, ByteRange member)
    {
        if (place == ReplyPlace.Usage)
        {
            _reply.UsageMember = member;
        }

        if (!_saidOpen)
        {
            return;
        }

        _path.RemoveLast();
        if (_callsOpen && _path.Depth == 0)
        {
            _callsOpen = false;
            _reply.CallMembers.Add(member);
        }

        EndAnnotations(member);
    }

    protected override void Scalar(ReplyPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        if (reader.TokenType == JsonTokenType.Null && place != ReplyPlace.Root)
        {
            _callsOpen &= _path.Depth != 1; // `"tool_calls": null` is none.
            _annotationsOpen &= _path.Depth != 1;
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
                _call = _call with { Numbered = true };
                break;
            case ReplyPlace.FinishReason when reader.TokenType == JsonTokenType.String:
                _finish = reader.GetString();
                break;
            case ReplyPlace.PromptTokens or ReplyPlace.CompletionTokens or ReplyPlace.CachedTokens or ReplyPlace.ReasoningTokens or ReplyPlace.CacheWriteTokens:
                _usage.Take(place, Number(ref reader));
                break;
            case ReplyPlace.Logprobs:
                _logprobs = token;
                break;
            case ReplyPlace.ItemId:
                _call = _call with { Id = reader.TokenType == JsonTokenType.String ? new(token.Start + 1, token.End - 1) : token };
                Substantial();
                break;
            case ReplyPlace.Opaque:
                Substantial();
                break;
            case ReplyPlace.ChoiceText when reader.TokenType == JsonTokenType.String:
                _reply.Texts.Add(new(new(token, reader.ValueIsEscaped, TextKind.Text, 0), _choice, -1, ReplyText.OfChoice, true));
                break;
            default:
                Text(place, ref reader, token);
                break;
        }
    }

    private static int? Number(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : null;

    private void Text(ReplyPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            Substantial();
            if (_annotationsOpen && IsPosition(ref reader, token))
            {
                return;
            }

            if (_saidOpen && reader.TokenType == JsonTokenType.Number && token.Length >= TextSlot.ShortestTellingNumber)
            {
                _reply.Texts.Add(new(new(token, false, TextKind.Number, 0), _choice, -1, _path.Current(), false));
            }

            return;
        }

        var continues = _saidOpen && place != ReplyPlace.Tag;
        if (!continues)
        {
            Substantial();
        }

        var kind = place == ReplyPlace.Arguments ? TextKind.Json : TextKind.Text;
        _reply.Texts.Add(new(new(token, reader.ValueIsEscaped, kind, 0), _choice, -1, _saidOpen ? _path.Current() : "", continues));
    }

    private void Substantial()
    {
        _substance |= _saidOpen && !_callsOpen;
        _callSubstance |= _callsOpen;
    }
}
