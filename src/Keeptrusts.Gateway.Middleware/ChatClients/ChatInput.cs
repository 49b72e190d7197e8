using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>May this text leave? Judges all that a request says, and gives what may be sent. The caller's own objects stay as they are.</summary>
internal static class ChatInput
{
    /// <exception cref="PolicyViolationException">A policy refuses.</exception>
    public static async ValueTask<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> ClearAsync(
        GovernedCall call, IReadOnlyList<ChatMessage> messages, ChatOptions? options, string? model, bool allowsRaw, CancellationToken cancellation)
    {
        foreach (var kind in messages.SelectMany(message => message.Contents).Select(ChatParts.UnreadableKindOf))
        {
            if (kind is { } unread && !call.Allows(unread, PolicyPhase.Input))
            {
                throw ChatViolations.Unreadable(ChatViolations.Input, unread);
            }
        }

        if (!call.Scope.Reads(PolicyPhase.Input))
        {
            return (messages, options);
        }

        ChatOptionTexts.RefuseUnreadable(call, options, allowsRaw);
        using var evaluation = call.Scope.Begin(PolicyPhase.Input, call.PolicyCall);
        var texts = new ChatTexts(evaluation);
        texts.JudgeName(model);
        var sent = messages.Select(texts.Judge).ToList();
        var sentOptions = options is null ? null : new ChatOptionTexts(evaluation, texts).Judge(options);
        var outcome = await evaluation.CompleteAsync(cancellation).ConfigureAwait(false);
        ChatViolations.Check(ChatViolations.Input, outcome);
        return texts.NameFound ? throw ChatViolations.UnrewritableName(outcome) : (sent, sentOptions);
    }
}
