using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>The texts of a request's options: instructions, definitions of tools, the answer's schema.</summary>
/// <param name="evaluation">Judges them.</param>
/// <param name="texts">Hears of names.</param>
internal sealed class ChatOptionTexts(PhaseEvaluation evaluation, ChatTexts texts)
{
    private static readonly TextSource Definition = ChatSources.System(TextPart.ToolDefinition);
    private static readonly TextSource Other = ChatSources.System(TextPart.Other);

    /// <summary>Refuses what no policy can read.</summary>
    public static void RefuseUnreadable(GovernedCall call, ChatOptions? options, bool allowsRaw)
    {
        if (options?.Tools?.Any(tool => tool is not AIFunctionDeclaration) == true && !call.Allows(UnreadableKind.Remote, PolicyPhase.Input))
        {
            throw ChatViolations.Refused(
                ChatViolations.Input,
                ReasonCodes.UnreadableContent,
                "A tool that runs at the provider reads and says what no policy sees, and the policies do not let it pass (`unreadable: { remote: allow }`).");
        }

        if (!allowsRaw && options?.RawRepresentationFactory is not null)
        {
            throw ChatViolations.Refused(
                ChatViolations.Input,
                ReasonCodes.UnreadableContent,
                "No policy can read `RawRepresentationFactory`. Use the options that all providers share, or set `AllowRawOptions` where the client is governed.");
        }

        if (!allowsRaw && options is { ConversationId: not null } or { ContinuationToken: not null } or { AllowBackgroundResponses: true })
        {
            throw ChatViolations.Refused(
                ChatViolations.Input,
                "stateful_feature_disabled",
                "What the provider keeps (a conversation, a background answer) is read by no policy. Send the messages themselves, or set `AllowRawOptions` where the client is governed.");
        }
    }

    /// <returns>The options that may leave.</returns>
    public ChatOptions Judge(ChatOptions options)
    {
        var sent = options.Clone();
        texts.JudgeName(options.ModelId);
        texts.JudgeName((options.ToolMode as RequiredChatToolMode)?.RequiredFunctionName);
        sent.Instructions = Rewrite(options.Instructions, ChatSources.System(TextPart.Content));
        sent.StopSequences = options.StopSequences?.Select(stop => Rewrite(stop, Other)!).ToList();
        sent.Tools = options.Tools?.Select(Judge).ToList();
        sent.ResponseFormat = options.ResponseFormat is ChatResponseFormatJson json ? Judge(json) : options.ResponseFormat;
        sent.AdditionalProperties = ChatProperties.Rewrite(evaluation, options.AdditionalProperties, Other);
        return sent;
    }

    private AITool Judge(AITool tool)
    {
        texts.JudgeName(tool.Name, Definition);
        var description = Rewrite(tool.Description, Definition) ?? "";
        if (tool is not AIFunctionDeclaration function)
        {
            texts.JudgeName(description == tool.Description ? null : tool.Description, Definition);
            return tool; // Let pass unread.
        }

        var schema = Rewrite(function.JsonSchema);
        if (description == function.Description && schema is null)
        {
            return tool;
        }

        var parameters = schema ?? function.JsonSchema;
        return function is AIFunction callable
            ? new RedactedFunction(callable, description, parameters)
            : AIFunctionFactory.CreateDeclaration(function.Name, description, parameters, function.ReturnJsonSchema);
    }

    private ChatResponseFormatJson Judge(ChatResponseFormatJson format)
    {
        texts.JudgeName(format.SchemaName);
        return format.Schema is { } schema
            ? ChatResponseFormat.ForJsonSchema(Rewrite(schema) ?? schema, format.SchemaName, Rewrite(format.SchemaDescription, Other))
            : format;
    }

    /// <returns>The schema redacted; <see langword="null"/> where it may pass as it is.</returns>
    private JsonElement? Rewrite(JsonElement schema) => schema.ValueKind != JsonValueKind.Undefined
        && evaluation.Rewrite(schema.GetRawText(), format: ChannelFormat.Json, source: Definition) is { } rewritten
        && ChatJson.Read(rewritten) is JsonElement redacted ? redacted : null;

    private string? Rewrite(string? text, TextSource source) => string.IsNullOrEmpty(text) ? text : evaluation.Rewrite(text, source: source) ?? text;
}
