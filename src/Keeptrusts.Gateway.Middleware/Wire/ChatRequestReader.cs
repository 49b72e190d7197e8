using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Reads a chat-completions request in one pass. Reused between calls by one caller at a time.</summary>
internal sealed class ChatRequestReader : JsonWalker<ChatPlace>
{
    private List<TextSlot> _texts = [];
    private List<UnreadablePart> _unreadable = [];
    private readonly List<ByteRange> _limits = [];
    private readonly ChatSources _sources = new();
    private string? _model;
    private ByteRange _modelToken;
    private ByteRange _streamOptions;
    private ByteRange _includeUsageValue;
    private ByteRange _store;
    private ByteRange _user;
    private bool _stream, _includeUsage;
    private bool _hostedTools, _messagesSeen;
    private int? _limit;
    private bool _maxTokensGiven;
    private ByteRange _maxTokensNull;
    private ByteRange _maxCompletionTokensNull;
    private int _choices;
    private int _insertAt;
    private int _group;
    private int _openGroup;

    public ChatRequestReader()
        : base(strictSurrogates: true)
    {
    }

    /// <returns>The request, or why it is refused.</returns>
    public ChatRequest? Read(ReadOnlyMemory<byte> body, out JsonFault? fault)
    {
        Reset();
        Walk(body.Span, ChatPlace.Root);
        fault = Fault ?? ChatPlaces.Missing(_model, _messagesSeen);
        if (fault is not null)
        {
            return null;
        }

        return new()
        {
            Body = body,
            Model = _model!,
            ModelToken = _modelToken,
            Stream = _stream,
            IncludeUsage = _includeUsage,
            IncludeUsageValue = _includeUsageValue,
            StreamOptions = _streamOptions,
            Choices = _choices,
            OutputLimit = _limit,
            OutputLimitValues = [.. _limits],
            MaxTokensGiven = _maxTokensGiven,
            MaxTokensNull = _maxTokensNull,
            MaxCompletionTokensNull = _maxCompletionTokensNull,
            StoreValue = _store,
            UserMember = _user,
            MessageCount = _sources.Messages,
            ToolCalls = _sources.ToolCalls,
            Texts = _texts,
            Unreadable = _unreadable,
            HostedTools = _hostedTools,
            InsertAt = _insertAt,
        };
    }

    protected override ChatPlace Member(ChatPlace parent, ref Utf8JsonReader reader, ulong nameHash)
    {
        if (!ChatMembers.IsKnown(nameHash))
        {
            _texts.Add(TextSlot.OfName(ref reader, _sources.Of(ChatPlace.Any)));
            return ChatPlace.Any;
        }

        var place = ChatPlaces.Of(parent, ref reader);
        Fault = place == ChatPlace.OtherModels ? ChatPlaces.OtherModels : Fault;
        return place;
    }

    protected override ChatPlace Item(ChatPlace parent, int index) => parent switch
    {
        ChatPlace.Messages => ChatPlace.Message,
        ChatPlace.Content => ChatPlace.Part,
        ChatPlace.ToolCalls => ChatPlace.ToolCall,
        _ => ChatPlace.Any,
    };

    protected override void Enter(ChatPlace place, JsonTokenType type, int start)
    {
        _sources.Enter(place);
        switch (place)
        {
            case ChatPlace.Root when type == JsonTokenType.StartObject:
                _insertAt = start + 1;
                break;
            case ChatPlace.Root:
                Fault = new("invalid_json", "The body must be a JSON object.");
                break;
            case ChatPlace.Messages when type == JsonTokenType.StartArray:
                _messagesSeen = true;
                break;
            case ChatPlace.Message when type == JsonTokenType.StartObject:
                _sources.BeginMessage(_texts.Count);
                break;
            case ChatPlace.Model or ChatPlace.Stream or ChatPlace.Choices or ChatPlace.MaxTokens or ChatPlace.MaxCompletionTokens
                or ChatPlace.IncludeUsage or ChatPlace.Store or ChatPlace.User or ChatPlace.Messages or ChatPlace.Message:
            case ChatPlace.StreamOptions when type == JsonTokenType.StartArray:
                Fault = ChatPlaces.WrongType(place);
                break;
            case ChatPlace.Content:
                _openGroup = ++_group;
                break;
            case ChatPlace.Image or ChatPlace.Audio or ChatPlace.Spoken or ChatPlace.File:
                _unreadable.Add(new(place == ChatPlace.Image ? UnreadableKind.Image : place == ChatPlace.File ? UnreadableKind.File : UnreadableKind.Audio, start));
                break;
            case ChatPlace.HostedTool:
                _hostedTools = true;
                break;
        }
    }

    protected override void Leave(ChatPlace place, JsonTokenType type, ByteRange range)
    {
        _sources.Leave(place);
        switch (place)
        {
            case ChatPlace.Message:
                _sources.EndMessage(_texts);
                break;
            case ChatPlace.StreamOptions:
                _streamOptions = range;
                break;
            case ChatPlace.Image or ChatPlace.Audio or ChatPlace.File:
                _openGroup = ++_group; // Text beyond it is no longer adjacent.
                break;
        }
    }

    protected override void LeaveMember(ChatPlace place, ByteRange member)
    {
        if (place == ChatPlace.User)
        {
            _user = member;
        }
    }

    protected override void Scalar(ChatPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        switch (place)
        {
            case ChatPlace.Root:
                Fault = new("invalid_json", "The body must be a JSON object.");
                break;
            case ChatPlace.Model:
                _model = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                Fault = _model is null ? ChatPlaces.WrongType(place) : Fault;
                _modelToken = token;
                break;
            case ChatPlace.Stream:
                _stream = Flag(place, ref reader);
                break;
            case ChatPlace.IncludeUsage:
                _includeUsage = Flag(place, ref reader);
                _includeUsageValue = token;
                break;
            case ChatPlace.Store:
                Flag(place, ref reader);
                _store = token;
                break;
            case ChatPlace.StreamOptions when reader.TokenType == JsonTokenType.Null:
                _streamOptions = token;
                break;
            case ChatPlace.Choices:
                _choices = Math.Max(_choices, Count(place, ref reader) ?? 1);
                break;
            case ChatPlace.MaxTokens or ChatPlace.MaxCompletionTokens:
                Limit(place, ref reader, token);
                break;
            case ChatPlace.Messages or ChatPlace.Message or ChatPlace.StreamOptions:
                Fault = ChatPlaces.WrongType(place);
                break;
            case ChatPlace.Image or ChatPlace.Audio or ChatPlace.File when reader.TokenType == JsonTokenType.String:
                Short(place, ref reader, token);
                break;
            case ChatPlace.Opaque or ChatPlace.Blob or ChatPlace.User:
                break;
            case ChatPlace.FileId:
                Fault = new("stateful_feature_disabled", "Files kept by the provider (`file_id`) are not available through this gateway; send the content itself.", "file_id");
                break;
            case ChatPlace.Address when reader.ValueSpan.StartsWith("data:"u8):
                break;
            case ChatPlace.Address:
                AddAddress(place, ref reader, token);
                break;
            case ChatPlace.Spoken when reader.TokenType != JsonTokenType.Null:
                Enter(place, reader.TokenType, token.Start);
                goto default;
            case ChatPlace.Role:
                _sources.TakeRole(ref reader);
                goto default;
            default:
                AddText(place, ref reader, token);
                break;
        }
    }

    // Some clients write `"image_url": "https://…"` for `"image_url": {"url": "https://…"}`, and some servers take it.
    private void Short(ChatPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        Enter(place, JsonTokenType.StartObject, token.Start);
        if (place == ChatPlace.Image && !reader.ValueSpan.StartsWith("data:"u8))
        {
            AddAddress(place, ref reader, token);
        }

        Leave(place, JsonTokenType.StartObject, token);
    }

    private void AddAddress(ChatPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        _unreadable.Add(new(UnreadableKind.Remote, token.Start));
        AddText(place, ref reader, token);
    }

    private void AddText(ChatPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var kind = place == ChatPlace.Arguments ? TextKind.Json : TextKind.Text;
            _texts.Add(new(token, reader.ValueIsEscaped, kind, place == ChatPlace.PartText ? _openGroup : 0, _sources.Of(place)));
        }
        else if (reader.TokenType == JsonTokenType.Number && token.Length >= TextSlot.ShortestTellingNumber)
        {
            _texts.Add(new(token, false, TextKind.Number, 0, _sources.Of(place)));
        }
    }

    private bool Flag(ChatPlace place, ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
        {
            Fault = ChatPlaces.WrongType(place);
        }

        return reader.TokenType == JsonTokenType.True;
    }

    private void Limit(ChatPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        if (Count(place, ref reader) is { } limit)
        {
            _limit = Math.Max(_limit ?? 0, limit);
            _maxTokensGiven |= place == ChatPlace.MaxTokens;
            _limits.Add(token);
        }
        else if (place == ChatPlace.MaxTokens)
        {
            _maxTokensNull = token;
        }
        else
        {
            _maxCompletionTokensNull = token;
        }
    }

    private int? Count(ChatPlace place, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var count) && count >= 1)
        {
            return count;
        }

        Fault = ChatPlaces.WrongType(place);
        return null;
    }

    private void Reset()
    {
        _texts = [];
        _unreadable = [];
        _limits.Clear();
        _model = null;
        _maxTokensNull = _maxCompletionTokensNull = default;
        _modelToken = _streamOptions = _includeUsageValue = _store = _user = default;
        _maxTokensGiven = _stream = _includeUsage = _hostedTools = _messagesSeen = false;
        _limit = null;
        _choices = 1;
        _insertAt = _group = _openGroup = 0;
        _sources.Reset();
    }
}
