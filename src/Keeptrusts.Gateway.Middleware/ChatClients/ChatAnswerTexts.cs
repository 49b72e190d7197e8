using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>The contents of an answer that come whole, also in a stream: calls and results of functions, errors, citations.</summary>
/// <param name="call">The call.</param>
internal sealed class ChatAnswerTexts(GovernedCall call)
{
    private readonly AnswerPolicies _policies = call.Answer;
    private int _calls;

    /// <summary>Whether nothing of the answer may leave any more.</summary>
    public bool Blocked => _policies.Blocked || _policies.Tools is { Refused: true };

    private bool Rewrites => _policies.Texts is not null || _policies.Issued is not null;

    /// <summary>Judges a content that is neither text nor reasoning.</summary>
    /// <param name="content">The content.</param>
    /// <param name="source">Where it stands.</param>
    /// <returns>What may be shown.</returns>
    public AIContent Judge(AIContent content, TextSource source)
    {
        if (ChatParts.UnreadableKindOf(content) is { } kind && !call.Allows(kind, PolicyPhase.Output))
        {
            throw ChatViolations.Unreadable(ChatViolations.Output, kind);
        }

        switch (content)
        {
            case FunctionCallContent called:
                return Judge(called, source);
            case FunctionResultContent result:
                return Rewrites ? Judge(result, source) : result;
            case ErrorContent error:
                return Rewrites ? Judge(error, source with { Part = TextPart.Refusal }) : error;
            case UsageContent usage:
                call.Hear(usage.Details);
                break;
        }

        return Rewrites ? ChatParts.Bare(content) : content;
    }

    /// <summary>What may be shown of the citations of a text. Where texts change, the places that they are for are unknown.</summary>
    public IList<AIAnnotation>? Judge(IList<AIAnnotation>? annotations, TextSource source) => !Rewrites || annotations is null
        ? annotations
        : [.. annotations.OfType<CitationAnnotation>().Select(citation => new CitationAnnotation
        {
            Title = Rewrite(citation.Title, source),
            Snippet = Rewrite(citation.Snippet, source),
            ToolName = Rewrite(citation.ToolName, source),
            Url = citation.Url is { } url && Rewrite(url.OriginalString, source) == url.OriginalString ? url : null,
            FileId = citation.FileId,
        })];

    /// <summary>Judges a bare text, such as an author's name.</summary>
    public string? Rewrite(string? text, TextSource source) =>
        string.IsNullOrEmpty(text) ? text : _policies.Texts?.Rewrite(text, source: source with { Part = TextPart.Other }) ?? text;

    private FunctionCallContent Judge(FunctionCallContent called, TextSource source)
    {
        var name = _policies.Texts?.Rewrite(called.Name, source: source with { Part = TextPart.ToolName }) ?? called.Name;
        var written = ChatJson.Write(called.Arguments ?? new Dictionary<string, object?>())
            ?? throw ChatViolations.Unreadable(ChatViolations.Output, Wire.UnreadableKind.File);
        call.Meter.Add(called.Name);
        call.Meter.Add(written);
        var json = _policies.Texts?.Rewrite(written, format: ChannelFormat.Json, source: source with { Part = TextPart.ToolArguments }) ?? written;
        if (!_policies.Blocked)
        {
            _policies.Tools?.Judge(new ToolCall(name, json, $"/tool_calls/{_calls++}"));
        }

        if (!Rewrites)
        {
            return called;
        }

        var restored = _policies.Issued?.Restore(json, inTools: true, asJson: true) ?? json;
        return new FunctionCallContent(called.CallId, name, restored == written ? called.Arguments : ChatJson.ReadArguments(restored))
        {
            InformationalOnly = called.InformationalOnly,
            Exception = called.Exception is null ? null : new FormatException("The model's arguments could not be read."), // The original's message may quote them.
        };
    }

    private FunctionResultContent Judge(FunctionResultContent result, TextSource source)
    {
        var tool = source with { Role = TextRole.Tool, Part = TextPart.Content };
        var value = result.Result;
        if (value is string text)
        {
            value = _policies.Texts?.Rewrite(text, source: tool) ?? text;
        }
        else if (value is not null)
        {
            var json = ChatJson.Write(value) ?? throw ChatViolations.Unreadable(ChatViolations.Output, Wire.UnreadableKind.File);
            value = _policies.Texts?.Rewrite(json, format: ChannelFormat.Json, source: tool) is { } rewritten ? ChatJson.Read(rewritten) : value;
        }

        return new FunctionResultContent(result.CallId, value);
    }

    private ErrorContent Judge(ErrorContent error, TextSource source) => new(Rewrite(error.Message, source))
    {
        ErrorCode = Rewrite(error.ErrorCode, source),
        Details = Rewrite(error.Details, source),
    };
}
