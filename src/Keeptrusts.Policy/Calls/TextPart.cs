namespace Keeptrusts.Policy.Calls;

/// <summary>What a text is for.</summary>
public enum TextPart
{
    /// <summary>A message's content, or a bare text.</summary>
    Content,

    /// <summary>A model's refusal.</summary>
    Refusal,

    /// <summary>A model's reasoning.</summary>
    Reasoning,

    /// <summary>The name of a called tool.</summary>
    ToolName,

    /// <summary>The arguments of a called tool: JSON.</summary>
    ToolArguments,

    /// <summary>The definition of a tool that may be called.</summary>
    ToolDefinition,

    /// <summary>Anything else that carries text, such as a participant's name.</summary>
    Other,
}
