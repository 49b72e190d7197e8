using System.Globalization;

namespace Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

/// <summary>Which text of a response: every event that adds to it or repeats it names the same.</summary>
/// <param name="Output">Index of the item in <c>output</c>; -1 outside the items.</param>
/// <param name="Part">Index of the part inside the item; -1 where the item has no parts.</param>
/// <param name="Path">Path inside the item; of texts that only events know, the name of the event without its ending.</param>
internal readonly record struct ResponsesKey(int Output, int Part, string Path)
{
    public const string ContentText = "content[].text";
    public const string Refusal = "content[].refusal";
    public const string Summary = "summary[].text";
    public const string Arguments = "arguments";
    public const string ToolInput = "input";
    public const string Code = "code";
    public const string ToolName = "name";

    public const string BlockThinking = "content[].thinking";
    public const string BlockInput = "content[].input";
    public const string BlockName = "content[].name";

    public static IReadOnlyList<string> Paths { get; } = [ContentText, Refusal, Summary, Arguments, ToolInput, Code, BlockThinking, BlockInput, BlockName];

    /// <summary>Whether a value may run from this text into the next part of its item: both are one text then.</summary>
    public bool IsJoined => Path is ContentText or Summary;

    /// <summary>Whether a text goes on with this one, the last that its item said of the kind.</summary>
    public bool IsContinuedBy(ResponsesKey next) =>
        next.IsJoined && next.Output == Output && next.Path == Path && (next.Part == Part || next.Part == Part + 1);

    /// <summary>JSON pointer into the response as it is whole.</summary>
    public string At
    {
        get
        {
            var path = Path.Replace("[]", string.Create(CultureInfo.InvariantCulture, $"/{Part}"), StringComparison.Ordinal).Replace('.', '/');
            return Output < 0 ? "/" + path : string.Create(CultureInfo.InvariantCulture, $"/output/{Output}/{path}");
        }
    }
}
