using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Policy.Judging;

/// <summary>Decides on the tool calls of a response, each before it is delivered. Shared by all calls.</summary>
public interface IToolPolicy
{
    /// <summary>Decides on one call.</summary>
    /// <param name="tool">The tool call.</param>
    /// <param name="call">The call in whose response it stands.</param>
    /// <param name="number">How many tool calls there are with this one: those of the request's history, then those of the response.</param>
    Judgement Judge(ToolCall tool, PolicyCall call, int number);
}
