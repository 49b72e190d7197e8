using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds;

/// <summary>Findings about tool calls.</summary>
internal static class ToolFindings
{
    /// <summary>The tool itself.</summary>
    public static Finding Name(ToolCall tool) => new("TOOL_NAME", 0, tool.Name.Length, 1, tool.At);

    /// <summary>Its arguments.</summary>
    public static Finding Arguments(ToolCall tool) => new("TOOL_ARGUMENTS", 0, tool.Arguments.Length, 1, tool.At);
}
