namespace Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

/// <summary>A parsed response, or one event of a streamed one. Reused: valid until its reader reads again.</summary>
internal sealed class ResponsesEvent
{
    public List<ResponsesText> Texts { get; } = [];

    /// <summary>Member names in what was said that no schema knows.</summary>
    public List<ChosenName> Names { get; } = [];

    public List<ResponsesItem> Items { get; } = [];

    public List<ResponsesAnnotation> Annotations { get; } = [];

    /// <summary>Token probabilities, which would show what is redacted.</summary>
    public List<ByteRange> Logprobs { get; } = [];

    /// <summary>The event's type; empty for a response.</summary>
    public string Type { get; set; } = "";

    /// <summary>The value of <c>sequence_number</c>; empty when absent.</summary>
    public ByteRange Number { get; set; }

    /// <summary>What it says.</summary>
    public long NumberValue { get; set; }

    /// <summary>Index of the item that the event is about; -1: of none.</summary>
    public int Output { get; set; } = -1;

    /// <summary>Index of the part that the event is about; -1: of none.</summary>
    public int Part { get; set; } = -1;

    /// <summary>The response; empty for events without one.</summary>
    public ByteRange Response { get; set; }

    public ByteRange StatusValue { get; set; }

    public string? Status { get; set; }

    public ByteRange IncompleteValue { get; set; }

    public string? IncompleteReason { get; set; }

    /// <summary>The value of <c>output</c>; empty when absent.</summary>
    public ByteRange OutputValue { get; set; }

    /// <summary>The value of <c>usage</c>; empty when absent.</summary>
    public ByteRange UsageValue { get; set; }

    /// <summary>What the response says was used; <see langword="null"/> when it says nothing.</summary>
    public ReplyUsage? Usage { get; set; }

    /// <summary>Whether it is an error in place of an answer.</summary>
    public bool IsError { get; set; }

    /// <summary>Whether nothing of the answer follows it.</summary>
    public bool IsTerminal => Type is "response.completed" or "response.incomplete" or "response.failed" or "response.cancelled";

    /// <summary>Whether the response has failed.</summary>
    public bool Failed => Status is "failed" or "cancelled";

    /// <summary>Why the answer ended.</summary>
    public string? FinishReason => IncompleteReason ?? Status;

    public bool EndsItem => Type == "response.output_item.done";

    /// <summary>Whether a text is over with it.</summary>
    public bool Ends(ResponsesKey key) =>
        IsTerminal
        || (EndsItem && key.Output == Output)
        || Texts.Exists(said => said.Role == ResponsesRole.Whole && said.Key == key)
        || TextEvents.Ends(Type, key.Path, key.Output == Output);

    public void Clear()
    {
        Texts.Clear();
        Names.Clear();
        Items.Clear();
        Annotations.Clear();
        Logprobs.Clear();
        (Type, Output, Part, NumberValue) = ("", -1, -1, 0);
        Number = Response = StatusValue = IncompleteValue = OutputValue = UsageValue = default;
        (Status, IncompleteReason, Usage, IsError) = (null, null, null, false);
    }
}
