using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Wire.Requests;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Reads a request of any surface in one pass. Reused between calls by one caller at a time.</summary>
internal sealed partial class RequestReader : JsonWalker<RequestPlace>
{
    private readonly List<ByteRange> _logprobs = [];
    private List<TextSlot> _texts = [];
    private List<UnreadablePart> _unreadable = [];
    private readonly RequestLimits _limits = new();
    private readonly RequestSources _sources = new();
    private readonly RequestBlocks _blocks = new();
    private RequestDialect _dialect = ChatDialect.Instance;
    private string? _model;
    private ByteRange _modelToken;
    private ByteRange _streamOptions;
    private ByteRange _includeUsageValue;
    private ByteRange _store;
    private RequestMembers _members;
    private bool _stream, _includeUsage;
    private bool _hostedTools, _inputSeen, _echoes, _itemKnown;
    private int _prompts, _tokenIds;
    private int _choices, _answers;
    private int _insertAt;
    private int _group;
    private int _openGroup;

    public RequestReader()
        : base(strictSurrogates: true)
    {
    }

    /// <param name="surface">What is asked for.</param>
    /// <param name="body">The request; not copied.</param>
    /// <param name="fault">Why it is refused.</param>
    /// <param name="model">The model that the address names, which counts where the body names none.</param>
    /// <returns>The request, or <see langword="null"/> where it is refused.</returns>
    public ModelRequest? Read(Surface surface, ReadOnlyMemory<byte> body, out JsonFault? fault, string? model = null)
    {
        Reset();
        _dialect = RequestDialect.Of(surface);
        Walk(body.Span, RequestPlace.Root);
        model = _model ?? model ?? _dialect.DefaultModel;
        fault = Fault ?? RequestFaults.Missing(model, _inputSeen, _dialect);
        return fault is null ? Request(surface, body, model!) : null;
    }

    protected override RequestPlace Member(RequestPlace parent, ref Utf8JsonReader reader, ulong nameHash)
    {
        if (!SchemaMembers.IsKnown(nameHash))
        {
            Fault = parent == RequestPlace.Root ? Misspelt.Find(ref reader) ?? Fault : Fault;
            _texts.Add(TextSlot.OfName(ref reader, _sources.Of(RequestPlace.Any)));
            return parent == RequestPlace.GivenInput ? parent : RequestPlace.Any;
        }

        var place = _dialect.Member(parent, ref reader);
        Fault = place == RequestPlace.OtherModels ? RequestFaults.OtherModels : Fault;
        return place;
    }

    protected override RequestPlace Item(RequestPlace parent, int index) => _dialect.Item(parent);

    protected override void Enter(RequestPlace place, JsonTokenType type, int start)
    {
        _sources.Enter(place);
        switch (place)
        {
            case RequestPlace.Root when type == JsonTokenType.StartObject:
                _insertAt = start + 1;
                break;
            case RequestPlace.Root:
                Fault = new("invalid_json", "The body must be a JSON object.");
                break;
            case RequestPlace.Messages when type == JsonTokenType.StartArray:
                _inputSeen = true;
                break;
            case RequestPlace.Input when type == JsonTokenType.StartArray:
                _inputSeen = true;
                break;
            case RequestPlace.Message or RequestPlace.InputItem when type == JsonTokenType.StartObject:
                _sources.BeginMessage(_texts.Count);
                _itemKnown = false;
                break;
            case RequestPlace.PreviousResponse or RequestPlace.Conversation or RequestPlace.StoredPrompt or RequestPlace.KeptAudioId:
                Fault = RequestFaults.Stateful(place);
                break;
            case RequestPlace.Model or RequestPlace.Stream or RequestPlace.Choices or RequestPlace.BestOf or RequestPlace.MaxTokens or RequestPlace.MaxCompletionTokens
                or RequestPlace.MaxOutputTokens or RequestPlace.Background or RequestPlace.Input or RequestPlace.InputItem
                or RequestPlace.IncludeUsage or RequestPlace.Store or RequestPlace.User or RequestPlace.Messages or RequestPlace.Message:
            case RequestPlace.StreamOptions when type == JsonTokenType.StartArray:
                Fault = RequestFaults.WrongType(place);
                break;
            case RequestPlace.Prompt or RequestPlace.PromptItem when type == JsonTokenType.StartArray:
                _inputSeen = true;
                _prompts += place == RequestPlace.PromptItem ? 1 : 0;
                break;
            case RequestPlace.Content or RequestPlace.Instructions or RequestPlace.Prediction or RequestPlace.Summary when type == JsonTokenType.StartArray:
                _openGroup = ++_group;
                break;
            case RequestPlace.Block or RequestPlace.Source when type == JsonTokenType.StartObject:
                _blocks.Enter(place, _texts.Count);
                break;
            case RequestPlace.Image or RequestPlace.Audio or RequestPlace.Spoken or RequestPlace.File:
                _unreadable.Add(new(place == RequestPlace.Image ? UnreadableKind.Image : place == RequestPlace.File ? UnreadableKind.File : UnreadableKind.Audio, start));
                break;
            case RequestPlace.HostedTool:
                _hostedTools = true;
                break;
        }
    }

    protected override void Leave(RequestPlace place, JsonTokenType type, ByteRange range)
    {
        _sources.Leave(place);
        switch (place)
        {
            case RequestPlace.Message:
                _sources.EndMessage(_texts);
                break;
            case RequestPlace.InputItem:
                _sources.EndMessage(_texts);
                Fault ??= _itemKnown ? null : RequestFaults.Stateful(place); // Without a type it is a reference.
                break;
            case RequestPlace.Logprobs:
                _logprobs.Add(range);
                break;
            case RequestPlace.StreamOptions:
                _streamOptions = range;
                break;
            case RequestPlace.Block when type == JsonTokenType.StartObject:
                _blocks.LeaveBlock(range, _texts, _sources);
                break;
            case RequestPlace.Source when type == JsonTokenType.StartObject:
                _blocks.LeaveSource(_texts, _unreadable, _sources);
                _openGroup = ++_group;
                break;
            case RequestPlace.Image or RequestPlace.Audio or RequestPlace.File or RequestPlace.Content or RequestPlace.GivenInput:
                _openGroup = ++_group; // Text beyond it is no longer adjacent.
                break;
        }
    }

    protected override void LeaveMember(RequestPlace place, ByteRange member) => _members.Take(place, member);

    protected override void Scalar(RequestPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        switch (place)
        {
            case RequestPlace.Root:
                Fault = new("invalid_json", "The body must be a JSON object.");
                break;
            case RequestPlace.Model:
                _model = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                Fault = _model is null ? RequestFaults.WrongType(place) : Fault;
                _modelToken = token;
                break;
            case RequestPlace.Stream:
                _stream = Flag(place, ref reader);
                break;
            case RequestPlace.IncludeUsage:
                _includeUsage = Flag(place, ref reader);
                _includeUsageValue = token;
                break;
            case RequestPlace.Store:
                Flag(place, ref reader);
                _store = token;
                break;
            case RequestPlace.StreamOptions when reader.TokenType == JsonTokenType.Null:
                _streamOptions = token;
                break;
            case RequestPlace.Prompt or RequestPlace.PromptItem:
                Prompt(place, ref reader, token);
                break;
            case RequestPlace.Echo:
                _echoes = Flag(place, ref reader);
                break;
            case RequestPlace.Choices or RequestPlace.BestOf:
                var count = Count(place, ref reader) ?? 1;
                _choices = Math.Max(_choices, count);
                _answers = place == RequestPlace.Choices ? count : _answers;
                break;
            case RequestPlace.MaxTokens or RequestPlace.MaxCompletionTokens or RequestPlace.MaxOutputTokens:
                _limits.Take(place, Count(place, ref reader), token);
                break;
            case RequestPlace.PreviousResponse or RequestPlace.Conversation or RequestPlace.StoredPrompt or RequestPlace.KeptAudio or RequestPlace.KeptAudioId when reader.TokenType != JsonTokenType.Null:
                Fault = RequestFaults.Stateful(place);
                break;
            case RequestPlace.Background when Flag(place, ref reader):
                Fault = RequestFaults.Stateful(place);
                break;
            case RequestPlace.Input:
                Prompt(place, ref reader, token);
                break;
            case RequestPlace.Container or RequestPlace.ToolType or RequestPlace.ItemType when reader.TokenType == JsonTokenType.String:
                Type(place, ref reader, token);
                break;
            case RequestPlace.Picture or RequestPlace.FileData or RequestPlace.FileAddress when reader.TokenType == JsonTokenType.String:
                Unread(place, ref reader, token);
                break;
            case RequestPlace.Messages or RequestPlace.Message or RequestPlace.InputItem or RequestPlace.StreamOptions:
                Fault = RequestFaults.WrongType(place);
                break;
            case RequestPlace.Image or RequestPlace.Audio or RequestPlace.File when reader.TokenType == JsonTokenType.String:
                Short(place, ref reader, token);
                break;
            case RequestPlace.Opaque or RequestPlace.Blob or RequestPlace.User or RequestPlace.Identity:
                break;
            case RequestPlace.FileId or RequestPlace.FileIds when reader.TokenType != JsonTokenType.Null:
                Fault = RequestFaults.Stateful(place);
                break;
            case RequestPlace.Address when reader.ValueSpan.StartsWith("data:"u8):
                break;
            case RequestPlace.Address:
                AddAddress(place, ref reader, token);
                break;
            case RequestPlace.BlockType or RequestPlace.SourceType or RequestPlace.SourceMedia or RequestPlace.SourceData or RequestPlace.Thinking or RequestPlace.Signature:
                if (_blocks.Take(place, ref reader, token))
                {
                    goto default;
                }

                break;
            case RequestPlace.Spoken when reader.TokenType != JsonTokenType.Null:
                Enter(place, reader.TokenType, token.Start);
                goto default;
            case RequestPlace.Role:
                _itemKnown = true;
                _sources.TakeRole(ref reader);
                goto default;
            default:
                AddText(place, ref reader, token);
                break;
        }
    }

    private ModelRequest Request(Surface surface, ReadOnlyMemory<byte> body, string model) => new()
    {
        Surface = surface,
        Body = body,
        Model = model,
        ModelToken = _modelToken,
        Stream = _stream,
        IncludeUsage = _includeUsage,
        IncludeUsageValue = _includeUsageValue,
        StreamOptions = _streamOptions,
        Choices = (int)Math.Min(int.MaxValue, (long)_choices * Math.Max(1, _prompts)),
        Answers = (int)Math.Min(int.MaxValue, (long)_answers * Math.Max(1, _prompts)),
        Limits = _limits.Take(),
        StoreValue = _store,
        Members = _members,
        MessageCount = _sources.Messages,
        TokenIds = _tokenIds,
        Echoes = _echoes,
        Logprobs = [.. _logprobs],
        ToolCalls = _sources.ToolCalls,
        Texts = _texts,
        Unreadable = _unreadable,
        HostedTools = _hostedTools,
        SignedBlocks = _blocks.TakeSigned(),
        InsertAt = _insertAt,
    };

    private void Reset()
    {
        _texts = [];
        _unreadable = [];
        _limits.Reset();
        _logprobs.Clear();
        _model = null;
        _modelToken = _streamOptions = _includeUsageValue = _store = default;
        _members = default;
        _stream = _includeUsage = _hostedTools = _inputSeen = _echoes = false;
        _choices = _answers = 1;
        _prompts = _tokenIds = 0;
        _insertAt = _group = _openGroup = 0;
        _sources.Reset();
        _blocks.Reset();
    }
}
