namespace Keeptrusts.Gateway.Middleware.Wire.Requests;

/// <summary>What is wrong with a request that is JSON.</summary>
internal static class RequestFaults
{
    /// <summary>A list of further models.</summary>
    public static JsonFault OtherModels { get; } = new(
        "unsupported_parameter", "`models` lets the provider choose another model than the one that was allowed; send `model` alone.", "models");

    /// <summary>Something that the provider keeps, which no gateway can tell whose it is.</summary>
    public static JsonFault Stateful(RequestPlace place)
    {
        var (member, instead) = place switch
        {
            RequestPlace.PreviousResponse => ("previous_response_id", "send what was said before in the request itself"),
            RequestPlace.Conversation => ("conversation", "send what was said before in the request itself"),
            RequestPlace.StoredPrompt => ("prompt", "send its text in `instructions` and `input`"),
            RequestPlace.KeptAudio or RequestPlace.KeptAudioId => ("messages[].audio.id", "send what was said as `content`"),
            RequestPlace.Background => ("background", "wait for the answer, or stream it"),
            RequestPlace.InputItem or RequestPlace.ItemType => ("input[]", "send the item itself instead of a reference to it"),
            RequestPlace.Container or RequestPlace.FileIds => ("tools[]", "leave out files, stores and containers that are kept there"),
            _ => ("file_id", "send the content itself"),
        };
        return new("stateful_feature_disabled", $"What the provider keeps is not available through this gateway (`{member}`); {instead}.", member);
    }

    /// <summary>A value of the wrong type.</summary>
    public static JsonFault WrongType(RequestPlace place)
    {
        var expected = place switch
        {
            RequestPlace.Model or RequestPlace.User => "a string",
            RequestPlace.Stream or RequestPlace.IncludeUsage or RequestPlace.Store or RequestPlace.Echo or RequestPlace.Background => "a boolean",
            RequestPlace.Messages => "an array of messages",
            RequestPlace.Message or RequestPlace.StreamOptions => "an object",
            _ => "a whole number of at least 1",
        };
        return new("invalid_type", $"`{MemberName(place)}` must be {expected}.", MemberName(place));
    }

    /// <summary>A request without what every request of its surface has.</summary>
    public static JsonFault? Missing(string? model, bool inputSeen, RequestDialect dialect) =>
        string.IsNullOrEmpty(model) ? new("missing_required_parameter", "`model` is missing; name the model to ask, such as \"gpt-4o-mini\".", "model")
        : !inputSeen ? new("missing_required_parameter", $"`{dialect.RequiredMember}` is missing; {Needed(dialect.RequiredMember)}.", dialect.RequiredMember)
        : null;

    private static string Needed(string member) => member == "messages" ? "send an array of messages" : "send the text to work on";

    private static string MemberName(RequestPlace place) => place switch
    {
        RequestPlace.Model => "model",
        RequestPlace.Stream => "stream",
        RequestPlace.IncludeUsage => "stream_options.include_usage",
        RequestPlace.Store => "store",
        RequestPlace.StreamOptions => "stream_options",
        RequestPlace.Echo => "echo",
        RequestPlace.User => "user",
        RequestPlace.Choices => "n",
        RequestPlace.BestOf => "best_of",
        RequestPlace.MaxTokens => "max_tokens",
        RequestPlace.MaxCompletionTokens => "max_completion_tokens",
        RequestPlace.MaxOutputTokens => "max_output_tokens",
        RequestPlace.Background => "background",
        RequestPlace.Message => "messages[]",
        _ => "messages",
    };
}
