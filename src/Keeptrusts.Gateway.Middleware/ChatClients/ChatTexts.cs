using System.Globalization;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>The texts of a request's messages.</summary>
/// <param name="evaluation">Judges them.</param>
internal sealed class ChatTexts(PhaseEvaluation evaluation)
{
    /// <summary>Whether something was found in a name, where nothing can be redacted.</summary>
    public bool NameFound { get; private set; }

    /// <summary>Judges a name: of a model, of a function.</summary>
    public void JudgeName(string? name, TextSource? source = null)
    {
        if (!string.IsNullOrEmpty(name))
        {
            NameFound |= evaluation.Rewrite(name, source: source ?? ChatSources.System(TextPart.Other)) is not null;
        }
    }

    /// <returns>The message that may leave.</returns>
    public ChatMessage Judge(ChatMessage message, int number)
    {
        var contents = message.Contents.ToArray();
        JudgeRun<TextContent>(contents, message.Role, number, TextPart.Content, text => text.Text, text => new TextContent(text));
        JudgeRun<TextReasoningContent>(contents, message.Role, number, TextPart.Reasoning, text => text.Text, text => new TextReasoningContent(text));
        for (var i = 0; i < contents.Length; i++)
        {
            contents[i] = contents[i] switch
            {
                FunctionCallContent called => Judge(called, number, At(number, i)),
                FunctionResultContent result => Judge(result, number, At(number, i)),
                ErrorContent error => Judge(error, ChatSources.Of(message.Role, number, TextPart.Other)),
                DataContent { Name: { } name } data when Rewrite(name, ChatSources.Of(message.Role, number, TextPart.Other)) is { } named => new DataContent(data.Data, data.MediaType) { Name = named },
                TextContent or TextReasoningContent => contents[i],
                _ => ChatParts.Bare(contents[i]),
            };
        }

        var source = ChatSources.Of(message.Role, number, TextPart.Other);
        return new ChatMessage(message.Role, contents)
        {
            AuthorName = message.AuthorName is { } author ? Rewrite(author, source) ?? author : null,
            MessageId = message.MessageId,
            CreatedAt = message.CreatedAt,
            AdditionalProperties = ChatProperties.Rewrite(evaluation, message.AdditionalProperties, source),
        };
    }

    // The texts of a message are one text, so that nothing hides in a cut.
    private void JudgeRun<TContent>(AIContent[] contents, ChatRole role, int number, TextPart part, Func<TContent, string> textOf, Func<string, TContent> make)
        where TContent : AIContent
    {
        var places = Enumerable.Range(0, contents.Length).Where(i => contents[i] is TContent).ToList();
        if (places.Count == 0)
        {
            return;
        }

        var source = ChatSources.Of(role, number, part);
        var texts = places.ConvertAll(i => textOf((TContent)contents[i]));
        var rewritten = texts.Count == 1
            ? [evaluation.Rewrite(texts[0], At(number, places[0]), source: source)]
            : evaluation.RewriteParts(texts, At(number, places[0]), source);
        for (var i = 0; i < places.Count; i++)
        {
            var content = (TContent)contents[places[i]];
            if (rewritten[i] is not null || content is { RawRepresentation: not null } or { AdditionalProperties: not null } or { Annotations: not null })
            {
                var bare = make(rewritten[i] ?? texts[i]);
                bare.AdditionalProperties = ChatProperties.Rewrite(evaluation, content.AdditionalProperties, source with { Part = TextPart.Other });
                KeepSignature(content, bare, isSame: rewritten[i] is null);
                contents[places[i]] = bare;
            }
        }
    }

    // A signature belongs to the text that was signed.
    private static void KeepSignature(AIContent from, AIContent to, bool isSame)
    {
        if (isSame && from is TextReasoningContent signed && to is TextReasoningContent bare)
        {
            bare.ProtectedData = signed.ProtectedData;
        }
    }

    private FunctionCallContent Judge(FunctionCallContent called, int number, Func<string> at)
    {
        JudgeName(called.Name, ChatSources.Of(ChatRole.Assistant, number, TextPart.ToolName));
        var arguments = called.Arguments;
        if (arguments is { Count: > 0 })
        {
            var json = ChatJson.Write(arguments) ?? throw ChatViolations.Unreadable(ChatViolations.Input, Wire.UnreadableKind.File);
            if (evaluation.Rewrite(json, at, ChannelFormat.Json, ChatSources.Of(ChatRole.Assistant, number, TextPart.ToolArguments)) is { } rewritten)
            {
                arguments = ChatJson.ReadArguments(rewritten);
            }
        }

        return new FunctionCallContent(called.CallId, called.Name, arguments);
    }

    private FunctionResultContent Judge(FunctionResultContent result, int number, Func<string> at)
    {
        var source = ChatSources.Of(ChatRole.Tool, number, TextPart.Content);
        var value = result.Result;
        if (value is string text)
        {
            value = evaluation.Rewrite(text, at, source: source) ?? text;
        }
        else if (value is not null)
        {
            var json = ChatJson.Write(value) ?? throw ChatViolations.Unreadable(ChatViolations.Input, Wire.UnreadableKind.File);
            value = evaluation.Rewrite(json, at, ChannelFormat.Json, source) is { } rewritten ? ChatJson.Read(rewritten) : value;
        }

        return new FunctionResultContent(result.CallId, value); // Without the exception, whose message may quote anything.
    }

    private ErrorContent Judge(ErrorContent error, TextSource source) => new(Rewrite(error.Message, source) ?? error.Message)
    {
        ErrorCode = Rewrite(error.ErrorCode, source) ?? error.ErrorCode,
        Details = Rewrite(error.Details, source) ?? error.Details,
    };

    private string? Rewrite(string? text, TextSource source) => string.IsNullOrEmpty(text) ? null : evaluation.Rewrite(text, source: source);

    private static Func<string> At(int message, int content) => () => string.Create(CultureInfo.InvariantCulture, $"/messages/{message}/contents/{content}");
}
