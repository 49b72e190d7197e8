using Keeptrusts.Gateway.Middleware.Tokens;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>Sizes of prompts.</summary>
internal static class ChatTokens
{
    private const int PerMessage = 4;

    /// <summary>Tokens of all texts, with the framing of messages.</summary>
    public static int Count(IReadOnlyList<ChatMessage> messages, ChatOptions? options) =>
        messages.Sum(message => PerMessage + message.Contents.Sum(Count))
            + Count(options?.Instructions)
            + (options?.Tools?.OfType<AIFunctionDeclaration>().Sum(tool => Count(tool.Name) + Count(tool.Description) + Count(tool.JsonSchema.GetRawText())) ?? 0);

    private static int Count(AIContent content) => content switch
    {
        TextContent text => Count(text.Text),
        TextReasoningContent reasoning => Count(reasoning.Text),
        FunctionCallContent call => Count(call.Name) + Count(ChatJson.Write(call.Arguments)),
        FunctionResultContent result => Count(result.Result as string ?? ChatJson.Write(result.Result)),
        _ => 0,
    };

    private static int Count(string? text) => string.IsNullOrEmpty(text) ? 0 : TokenCounter.Count(text);
}
