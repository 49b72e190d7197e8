using Microsoft.CodeAnalysis;

namespace Keeptrusts.Analyzers.Symbols;

/// <summary>The libraries' types that carry prompts and completions, and where in them the text is.</summary>
internal static class ContentTypes
{
    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        ["Microsoft.Extensions.AI.ChatMessage"] = ["Text", "Contents"],
        ["Microsoft.Extensions.AI.ChatResponse"] = ["Text", "Messages"],
        ["Microsoft.Extensions.AI.ChatResponseUpdate"] = ["Text", "Contents"],
        ["Microsoft.Extensions.AI.TextContent"] = ["Text"],
        ["Microsoft.Extensions.AI.TextReasoningContent"] = ["Text"],
        ["Microsoft.Extensions.AI.FunctionCallContent"] = ["Arguments"],
        ["Microsoft.Extensions.AI.FunctionResultContent"] = ["Result"],
        ["OpenAI.Chat.ChatMessage"] = ["Content"],
        ["OpenAI.Chat.ChatCompletion"] = ["Content", "Refusal"],
        ["OpenAI.Chat.ChatMessageContentPart"] = ["Text", "Refusal"],
        ["OpenAI.Chat.StreamingChatCompletionUpdate"] = ["ContentUpdate", "RefusalUpdate"],
        ["OpenAI.Chat.ChatToolCall"] = ["FunctionArguments"],
        ["Microsoft.SemanticKernel.ChatMessageContent"] = ["Content", "Items"],
        ["Microsoft.SemanticKernel.StreamingChatMessageContent"] = ["Content", "Items"],
        ["Microsoft.Agents.AI.AgentRunResponse"] = ["Text", "Messages"],
        ["Microsoft.Agents.AI.AgentRunResponseUpdate"] = ["Text", "Contents"],
        ["OllamaSharp.Models.Chat.Message"] = ["Content"],
    };

    // Those whose ToString() is their text.
    private static readonly string[] TextThemselves =
    [
        "Microsoft.Extensions.AI.ChatMessage", "Microsoft.Extensions.AI.ChatResponse", "Microsoft.Extensions.AI.ChatResponseUpdate", "Microsoft.Extensions.AI.TextContent",
        "Microsoft.Extensions.AI.TextReasoningContent", "Microsoft.SemanticKernel.ChatMessageContent", "Microsoft.SemanticKernel.StreamingChatMessageContent",
        "Microsoft.Agents.AI.AgentRunResponse", "Microsoft.Agents.AI.AgentRunResponseUpdate",
    ];

    /// <summary>Whether a property holds text of a prompt or a completion.</summary>
    public static bool IsText(IPropertySymbol property)
    {
        for (var type = property.ContainingType; type is not null; type = type.BaseType)
        {
            if (Members.TryGetValue($"{TypeNames.NamespaceOf(type)}.{type.Name}", out var names) && Array.IndexOf(names, property.Name) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a value's <c>ToString()</c> is the text of a prompt or a completion.</summary>
    public static bool IsText(ITypeSymbol? type) => type is { TypeKind: TypeKind.Class } && Array.Exists(TextThemselves, name => TypeNames.Extends(type, name));
}
