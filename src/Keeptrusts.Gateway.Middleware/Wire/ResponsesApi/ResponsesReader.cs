using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

/// <summary>Reads responses and the events of streamed ones. Reused between events of one call.</summary>
internal sealed class ResponsesReader : JsonWalker<ResponsesPlace>
{
    private readonly ResponsesEvent _event = new();
    private readonly List<(int Text, string Name)> _rootTexts = [];
    private int _output, _part;
    private int _echo, _opaque;
    private string _partPath = ResponsesKey.ContentText;
    private string _name = "";
    private string _itemType = "";
    private ByteRange _itemId;
    private UsageFields _usage;
    private bool _isEnd;

    public ResponsesReader()
        : base(strictSurrogates: false)
    {
    }

    /// <param name="json">The text.</param>
    /// <param name="isEvent">Whether it is an event; otherwise a whole response.</param>
    /// <returns>What it says, valid until the next call; <see langword="null"/> when it is no JSON object.</returns>
    public ResponsesEvent? Read(ReadOnlySpan<byte> json, bool isEvent)
    {
        _event.Clear();
        _rootTexts.Clear();
        _output = _part = -1;
        _echo = _opaque = 0;
        Walk(json, isEvent ? ResponsesPlace.Root : ResponsesPlace.Response);
        if (Fault is not null)
        {
            return null;
        }

        EventTexts.Resolve(_event, _rootTexts);
        return _event;
    }

    protected override ResponsesPlace Member(ResponsesPlace parent, ref Utf8JsonReader reader, ulong nameHash)
    {
        if ((_output != -1 || parent is ResponsesPlace.Delta or ResponsesPlace.Annotation) && _echo == 0 && _opaque == 0)
        {
            ChosenName.Note(_event.Names, ref reader, nameHash);
        }

        var place = parent switch
        {
            ResponsesPlace.Root => ResponsesPlaces.EventMember(ref reader),
            ResponsesPlace.Response => ResponsesPlaces.ResponseMember(ref reader),
            ResponsesPlace.IncompleteDetails => ResponsesPlaces.Is(ref reader, "reason"u8, ResponsesPlace.Reason),
            ResponsesPlace.Item => ItemMember(ref reader),
            ResponsesPlace.Part or ResponsesPlace.RootPart or ResponsesPlace.SummaryPart => ResponsesPlaces.PartMember(ref reader),
            ResponsesPlace.Annotation => ResponsesPlaces.AnnotationMember(ref reader),
            ResponsesPlace.Usage => ResponsesPlaces.UsageMember(ref reader),
            ResponsesPlace.InputDetails => ResponsesPlaces.InputDetail(ref reader),
            ResponsesPlace.OutputDetails => ResponsesPlaces.Is(ref reader, "reasoning_tokens"u8, ResponsesPlace.ReasoningTokens),
            ResponsesPlace.Delta => ResponsesPlace.Delta,
            _ => ResponsesPlace.Any,
        };
        if (place is ResponsesPlace.RootText || parent == ResponsesPlace.Delta)
        {
            _name = (parent == ResponsesPlace.Delta ? "delta." : "") + reader.GetString();
        }
        else if (place == ResponsesPlace.Delta)
        {
            _name = "delta";
        }
        else if (place == ResponsesPlace.Position)
        {
            _isEnd = !reader.ValueTextEquals("start_index"u8); // A file's `index` is the place behind the words that it bears out.
        }

        return place;
    }

    protected override ResponsesPlace Item(ResponsesPlace parent, int index)
    {
        switch (parent)
        {
            case ResponsesPlace.Output:
                _output = index;
                return ResponsesPlace.Item;
            case ResponsesPlace.Contents:
                (_part, _partPath) = (index, ResponsesKey.ContentText);
                return ResponsesPlace.Part;
            case ResponsesPlace.Summaries:
                (_part, _partPath) = (index, ResponsesKey.Summary);
                return ResponsesPlace.SummaryPart;
            case ResponsesPlace.Annotations:
                return ResponsesPlace.Annotation;
            case ResponsesPlace.Delta:
                return parent;
            default:
                return ResponsesPlace.Any;
        }
    }

    protected override void Enter(ResponsesPlace place, JsonTokenType type, int start)
    {
        switch (place)
        {
            case ResponsesPlace.Root or ResponsesPlace.Response when type != JsonTokenType.StartObject:
                Fault = new("invalid_json", "The reply is not a JSON object.");
                break;
            case ResponsesPlace.Echo:
                _echo++;
                break;
            case ResponsesPlace.Opaque or ResponsesPlace.Logprobs:
                _opaque++;
                break;
            case ResponsesPlace.Error:
                _event.IsError = true;
                break;
            case ResponsesPlace.Usage:
                _usage = default;
                break;
            case ResponsesPlace.Item:
                _output = _output < 0 ? EventTexts.OfEvent : _output;
                (_itemType, _itemId, _part) = ("", default, -1);
                break;
            case ResponsesPlace.RootPart:
                (_output, _part, _partPath) = (EventTexts.OfEvent, EventTexts.OfEvent, ResponsesKey.ContentText);
                break;
        }
    }

    protected override void Leave(ResponsesPlace place, JsonTokenType type, ByteRange range)
    {
        switch (place)
        {
            case ResponsesPlace.Response:
                _event.Response = range;
                break;
            case ResponsesPlace.Echo:
                _echo--;
                break;
            case ResponsesPlace.Opaque:
                _opaque--;
                break;
            case ResponsesPlace.Logprobs:
                _opaque--;
                _event.Logprobs.Add(range);
                break;
            case ResponsesPlace.Output:
                _event.OutputValue = range;
                _output = -1;
                break;
            case ResponsesPlace.IncompleteDetails:
                _event.IncompleteValue = range;
                break;
            case ResponsesPlace.Item:
                _event.Items.Add(new(_output, range, _itemType, _itemId));
                _output = _output == EventTexts.OfEvent ? -1 : _output;
                _part = -1;
                break;
            case ResponsesPlace.RootPart:
                _output = _part = -1;
                break;
            case ResponsesPlace.Contents or ResponsesPlace.Summaries:
                _part = -1;
                break;
            case ResponsesPlace.Usage:
                (_event.Usage, _event.UsageValue) = (_usage.Whole, range);
                break;
        }
    }

    protected override void Scalar(ResponsesPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        switch (place)
        {
            case ResponsesPlace.Root or ResponsesPlace.Response:
                Fault = new("invalid_json", "The reply is not a JSON object.");
                break;
            case ResponsesPlace.Usage:
                _event.UsageValue = token;
                break;
            case ResponsesPlace.EventType when reader.TokenType == JsonTokenType.String:
                _event.Type = reader.GetString()!;
                _event.IsError |= _event.Type == "error";
                break;
            case ResponsesPlace.Number when reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number):
                (_event.Number, _event.NumberValue) = (token, number);
                break;
            case ResponsesPlace.OutputIndex when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var index):
                _event.Output = index;
                break;
            case ResponsesPlace.PartIndex when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var index):
                _event.Part = index;
                break;
            case ResponsesPlace.Status:
                (_event.StatusValue, _event.Status) = (token, reader.TokenType == JsonTokenType.String ? reader.GetString() : null);
                break;
            case ResponsesPlace.IncompleteDetails:
                _event.IncompleteValue = token;
                break;
            case ResponsesPlace.Reason when reader.TokenType == JsonTokenType.String:
                _event.IncompleteReason = reader.GetString();
                break;
            case ResponsesPlace.Position when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var at):
                _event.Annotations.Add(new(token, at, _isEnd, new(_output, _part, _partPath)));
                break;
            case ResponsesPlace.InputTokens or ResponsesPlace.OutputTokens or ResponsesPlace.CachedTokens or ResponsesPlace.ReasoningTokens or ResponsesPlace.CacheWriteTokens:
                _usage.Take(Counted(place), reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var count) ? count : null);
                break;
            case ResponsesPlace.Opaque or ResponsesPlace.Logprobs:
                break;
            case ResponsesPlace.Error when reader.TokenType == JsonTokenType.String:
                _event.IsError = true;
                goto default;
            default:
                Text(place, ref reader, token);
                break;
        }
    }

    private static ReplyPlace Counted(ResponsesPlace place) => place switch
    {
        ResponsesPlace.InputTokens => ReplyPlace.PromptTokens,
        ResponsesPlace.OutputTokens => ReplyPlace.CompletionTokens,
        ResponsesPlace.CachedTokens => ReplyPlace.CachedTokens,
        ResponsesPlace.CacheWriteTokens => ReplyPlace.CacheWriteTokens,
        _ => ReplyPlace.ReasoningTokens,
    };

    private static ResponsesPlace ItemMember(ref Utf8JsonReader reader)
    {
        var place = ResponsesPlaces.ItemMember(ref reader);
        return place == ResponsesPlace.Opaque && reader.ValueTextEquals("id"u8) ? ResponsesPlace.ItemId : place;
    }

    private void Text(ResponsesPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        if (_opaque > 0 || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            return;
        }

        if (place == ResponsesPlace.ItemId)
        {
            _itemId = token;
            return;
        }

        if (place == ResponsesPlace.ItemType && reader.TokenType == JsonTokenType.String)
        {
            _itemType = reader.GetString()!;
        }

        if (reader.TokenType == JsonTokenType.Number)
        {
            if (token.Length >= TextSlot.ShortestTellingNumber && _output != -1)
            {
                _event.Texts.Add(new(new(token, false, TextKind.Number, 0), new(_output, _part, ""), ResponsesRole.Single));
            }

            return;
        }

        if (place is ResponsesPlace.RootText or ResponsesPlace.Delta)
        {
            _rootTexts.Add((_event.Texts.Count, _name));
        }

        var path = place switch
        {
            ResponsesPlace.PartText => _partPath,
            ResponsesPlace.PartRefusal => ResponsesKey.Refusal,
            ResponsesPlace.Arguments => ResponsesKey.Arguments,
            ResponsesPlace.ToolInput => ResponsesKey.ToolInput,
            ResponsesPlace.Code => ResponsesKey.Code,
            ResponsesPlace.ToolName => ResponsesKey.ToolName,
            _ => "",
        };
        var role = _echo > 0 || place == ResponsesPlace.Echo ? ResponsesRole.Echo
            : path.Length > 0 && path != ResponsesKey.ToolName ? ResponsesRole.Whole
            : ResponsesRole.Single;
        var kind = path == ResponsesKey.Arguments ? TextKind.Json : TextKind.Text;
        _event.Texts.Add(new(new(token, reader.ValueIsEscaped, kind, 0), new(_output, _part, path), role));
    }
}
