using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Reads a chat-completions request in one pass. Reused between calls by one caller at a time.</summary>
internal sealed class ChatRequestReader : JsonWalker<ChatPlace>
{
    private List<TextSlot> _texts = [];
    private List<UnreadablePart> _unreadable = [];
    private readonly List<ByteRange> _limits = [];
    private string? _model;
    private ByteRange _modelToken;
    private ByteRange _streamOptions;
    private ByteRange _includeUsageValue;
    private ByteRange _store;
    private ByteRange _user;
    private bool _stream;
    private bool _includeUsage;
    private bool _hostedTools;
    private bool _messagesSeen;
    private int? _limit;
    private ByteRange _maxTokensNull;
    private ByteRange _maxCompletionTokensNull;
    private int _choices;
    private int _messages;
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
        fault = Fault ?? Missing();
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
            MaxTokensNull = _maxTokensNull,
            MaxCompletionTokensNull = _maxCompletionTokensNull,
            StoreValue = _store,
            UserMember = _user,
            MessageCount = _messages,
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
            _texts.Add(new(NameToken(ref reader), reader.ValueIsEscaped, TextKind.Name, 0));
            return ChatPlace.Any;
        }

        return parent switch
        {
            ChatPlace.Root => RootMember(ref reader),
            ChatPlace.StreamOptions => Named(ref reader, "include_usage"u8, ChatPlace.IncludeUsage),
            ChatPlace.Message => MessageMember(ref reader),
            ChatPlace.Part => PartMember(ref reader),
            ChatPlace.ToolCall => Named(ref reader, "function"u8, ChatPlace.FunctionCall, "id"u8, ChatPlace.Opaque),
            ChatPlace.FunctionCall => Named(ref reader, "arguments"u8, ChatPlace.Arguments),
            ChatPlace.Image => Named(ref reader, "url"u8, ChatPlace.Address),
            ChatPlace.Audio => Named(ref reader, "data"u8, ChatPlace.Blob),
            ChatPlace.File => Named(ref reader, "file_data"u8, ChatPlace.Blob, "file_id"u8, ChatPlace.FileId),
            _ => ChatPlace.Any,
        };
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
                _messages++;
                break;
            case ChatPlace.Model or ChatPlace.Stream or ChatPlace.Choices or ChatPlace.MaxTokens or ChatPlace.MaxCompletionTokens
                or ChatPlace.IncludeUsage or ChatPlace.Store or ChatPlace.User or ChatPlace.Messages or ChatPlace.Message:
            case ChatPlace.StreamOptions when type == JsonTokenType.StartArray:
                Fault = WrongType(place);
                break;
            case ChatPlace.Content:
                _openGroup = ++_group;
                break;
            case ChatPlace.Image:
                _unreadable.Add(new(UnreadableKind.Image, start));
                break;
            case ChatPlace.Audio:
                _unreadable.Add(new(UnreadableKind.Audio, start));
                break;
            case ChatPlace.File:
                _unreadable.Add(new(UnreadableKind.File, start));
                break;
            case ChatPlace.HostedTool:
                _hostedTools = true;
                break;
        }
    }

    protected override void Leave(ChatPlace place, JsonTokenType type, ByteRange range)
    {
        switch (place)
        {
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
                Take(place, ref reader, JsonTokenType.String);
                _model = Fault is null ? reader.GetString() : null;
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
                _choices = Count(place, ref reader) ?? 1;
                break;
            case ChatPlace.MaxTokens or ChatPlace.MaxCompletionTokens:
                Limit(place, ref reader, token);
                break;
            case ChatPlace.Messages or ChatPlace.Message or ChatPlace.StreamOptions:
                Fault = WrongType(place);
                break;
            case ChatPlace.Image or ChatPlace.Audio or ChatPlace.File when reader.TokenType == JsonTokenType.String:
                Short(place, ref reader, token);
                break;
            case ChatPlace.Opaque or ChatPlace.User:
                break;
            case ChatPlace.Blob:
                break;
            case ChatPlace.FileId:
                Fault = new("stateful_feature_disabled", "Files kept by the provider (`file_id`) are not available through this gateway; send the content itself.", "file_id");
                break;
            case ChatPlace.Address when reader.ValueSpan.StartsWith("data:"u8):
                break;
            case ChatPlace.Address:
                AddAddress(ref reader, token);
                break;
            case ChatPlace.Arguments:
                AddText(ref reader, token, TextKind.Json);
                break;
            default:
                AddText(ref reader, token, TextKind.Text, place == ChatPlace.PartText ? _openGroup : 0);
                break;
        }
    }

    private static ChatPlace RootMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("messages"u8) ? ChatPlace.Messages
        : reader.ValueTextEquals("model"u8) ? ChatPlace.Model
        : reader.ValueTextEquals("stream"u8) ? ChatPlace.Stream
        : reader.ValueTextEquals("stream_options"u8) ? ChatPlace.StreamOptions
        : reader.ValueTextEquals("max_completion_tokens"u8) ? ChatPlace.MaxCompletionTokens
        : reader.ValueTextEquals("max_tokens"u8) ? ChatPlace.MaxTokens
        : reader.ValueTextEquals("n"u8) ? ChatPlace.Choices
        : reader.ValueTextEquals("store"u8) ? ChatPlace.Store
        : reader.ValueTextEquals("user"u8) ? ChatPlace.User
        : reader.ValueTextEquals("web_search_options"u8) ? ChatPlace.HostedTool
        : ChatPlace.Any;

    private static ChatPlace MessageMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("role"u8) ? ChatPlace.Role
        : reader.ValueTextEquals("content"u8) ? ChatPlace.Content
        : reader.ValueTextEquals("tool_calls"u8) ? ChatPlace.ToolCalls
        : reader.ValueTextEquals("tool_call_id"u8) ? ChatPlace.Opaque
        : reader.ValueTextEquals("function_call"u8) ? ChatPlace.FunctionCall
        : ChatPlace.Any;

    private static ChatPlace PartMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("text"u8) ? ChatPlace.PartText
        : reader.ValueTextEquals("image_url"u8) ? ChatPlace.Image
        : reader.ValueTextEquals("input_audio"u8) ? ChatPlace.Audio
        : reader.ValueTextEquals("file"u8) ? ChatPlace.File
        : ChatPlace.Any;

    private static ChatPlace Named(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ChatPlace place, ReadOnlySpan<byte> second = default, ChatPlace secondPlace = ChatPlace.Any) =>
        reader.ValueTextEquals(name) ? place
        : !second.IsEmpty && reader.ValueTextEquals(second) ? secondPlace
        : ChatPlace.Any;

    private static ByteRange NameToken(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        return new(start, start + reader.ValueSpan.Length + 2);
    }

    private static string MemberName(ChatPlace place) => place switch
    {
        ChatPlace.Model => "model",
        ChatPlace.Stream => "stream",
        ChatPlace.IncludeUsage => "stream_options.include_usage",
        ChatPlace.Store => "store",
        ChatPlace.StreamOptions => "stream_options",
        ChatPlace.User => "user",
        ChatPlace.Choices => "n",
        ChatPlace.MaxTokens => "max_tokens",
        ChatPlace.MaxCompletionTokens => "max_completion_tokens",
        ChatPlace.Message => "messages[]",
        _ => "messages",
    };

    private static JsonFault WrongType(ChatPlace place)
    {
        var expected = place switch
        {
            ChatPlace.Model or ChatPlace.User => "a string",
            ChatPlace.Stream or ChatPlace.IncludeUsage or ChatPlace.Store => "a boolean",
            ChatPlace.Messages => "an array of messages",
            ChatPlace.Message or ChatPlace.StreamOptions => "an object",
            _ => "a whole number of at least 1",
        };
        return new("invalid_type", $"`{MemberName(place)}` must be {expected}.", MemberName(place));
    }

    // Some clients write `"image_url": "https://…"` for `"image_url": {"url": "https://…"}`, and some servers take it.
    private void Short(ChatPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        Enter(place, JsonTokenType.StartObject, token.Start);
        if (place == ChatPlace.Image && !reader.ValueSpan.StartsWith("data:"u8))
        {
            AddAddress(ref reader, token);
        }

        Leave(place, JsonTokenType.StartObject, token);
    }

    private void AddAddress(ref Utf8JsonReader reader, ByteRange token)
    {
        _unreadable.Add(new(UnreadableKind.Remote, token.Start));
        AddText(ref reader, token, TextKind.Text);
    }

    private void AddText(ref Utf8JsonReader reader, ByteRange token, TextKind kind, int group = 0)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            _texts.Add(new(token, reader.ValueIsEscaped, kind, group));
        }
        else if (reader.TokenType == JsonTokenType.Number && token.Length >= TextSlot.ShortestTellingNumber)
        {
            _texts.Add(new(token, false, TextKind.Number, 0));
        }
    }

    private void Take(ChatPlace place, ref Utf8JsonReader reader, JsonTokenType expected)
    {
        if (reader.TokenType != expected)
        {
            Fault = WrongType(place);
        }
    }

    private bool Flag(ChatPlace place, ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
        {
            Fault = WrongType(place);
        }

        return reader.TokenType == JsonTokenType.True;
    }

    private void Limit(ChatPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        if (Count(place, ref reader) is { } limit)
        {
            _limit = Math.Max(_limit ?? 0, limit);
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

        Fault = WrongType(place);
        return null;
    }

    private JsonFault? Missing() =>
        string.IsNullOrEmpty(_model) ? new("missing_required_parameter", "`model` is missing; name the model to ask, such as \"gpt-4o-mini\".", "model")
        : !_messagesSeen ? new("missing_required_parameter", "`messages` is missing; send an array of messages.", "messages")
        : null;

    private void Reset()
    {
        _texts = [];
        _unreadable = [];
        _limits.Clear();
        _model = null;
        _maxTokensNull = _maxCompletionTokensNull = default;
        _modelToken = _streamOptions = _includeUsageValue = _store = _user = default;
        _stream = _includeUsage = _hostedTools = _messagesSeen = false;
        _limit = null;
        _choices = 1;
        _messages = _insertAt = _group = _openGroup = 0;
    }
}
