using System.Buffers;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Redaction;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>An answer that comes whole. Messages of one role that follow each other are one text, as in a stream.</summary>
/// <param name="call">The call.</param>
internal sealed class ChatAnswer(GovernedCall call)
{
    private readonly ChatAnswerTexts _texts = new(call);

    private bool Rewrites => call.Answer is not { Texts: null, Issued: null };

    /// <returns>What may be shown, if no policy objects.</returns>
    public ChatResponse Judge(ChatResponse response)
    {
        call.Hear(response.Usage);
        var messages = new List<ChatMessage>(response.Messages.Count);
        for (var (first, run) = (0, 0); first < response.Messages.Count; run++)
        {
            var role = response.Messages[first].Role;
            var same = response.Messages.Skip(first).TakeWhile(message => message.Role == role).ToList();
            messages.AddRange(Judge(same, run));
            first += same.Count;
        }

        if (!Rewrites)
        {
            response.ConversationId = call.ShowsConversation ? response.ConversationId : null;
            return response;
        }

        return new ChatResponse(messages)
        {
            ResponseId = response.ResponseId,
            ConversationId = call.ShowsConversation ? response.ConversationId : null,
            ModelId = response.ModelId,
            CreatedAt = response.CreatedAt,
            FinishReason = response.FinishReason,
            Usage = response.Usage,
            ContinuationToken = response.ContinuationToken,
        };
    }

    private List<ChatMessage> Judge(List<ChatMessage> messages, int run)
    {
        var source = ChatSources.Of(messages[0].Role, run, TextPart.Content);
        var places = (from message in Enumerable.Range(0, messages.Count)
                      from content in Enumerable.Range(0, messages[message].Contents.Count)
                      select (Message: message, Content: content)).ToList();
        var contents = messages.ConvertAll(message => message.Contents.ToArray());
        JudgeTexts<TextContent>(text => text.Text, TextPart.Content, (text, given) => new TextContent(text) { Annotations = _texts.Judge(given.Annotations, source) });
        JudgeTexts<TextReasoningContent>(text => text.Text, TextPart.Reasoning, (text, given) => new TextReasoningContent(text) { ProtectedData = given.ProtectedData });
        foreach (var (message, content) in places)
        {
            if (contents[message][content] is not (TextContent or TextReasoningContent) && !_texts.Blocked)
            {
                contents[message][content] = _texts.Judge(contents[message][content], source);
            }
        }

        return [.. messages.Select((message, i) => new ChatMessage(message.Role, contents[i])
        {
            AuthorName = _texts.Rewrite(message.AuthorName, source),
            MessageId = message.MessageId,
            CreatedAt = message.CreatedAt,
        })];

        void JudgeTexts<TContent>(Func<TContent, string> textOf, TextPart part, Func<string, TContent, TContent> make)
            where TContent : AIContent
        {
            var of = places.FindAll(place => contents[place.Message][place.Content] is TContent);
            var rewritten = Rewrite(of.ConvertAll(place => textOf((TContent)contents[place.Message][place.Content])), source with { Part = part });
            for (var i = 0; i < of.Count; i++)
            {
                contents[of[i].Message][of[i].Content] = make(rewritten[i], (TContent)contents[of[i].Message][of[i].Content]);
            }
        }
    }

    private List<string> Rewrite(List<string> texts, TextSource source)
    {
        texts.ForEach(text => call.Meter.Add(text));
        if (texts.Count == 0 || !Rewrites)
        {
            return texts;
        }

        if (call.Answer.Texts is { Blocked: false } evaluation)
        {
            var rewritten = texts.Count == 1 ? [evaluation.Rewrite(texts[0], source: source)] : evaluation.RewriteParts(texts, source: source);
            texts = [.. texts.Select((text, i) => rewritten[i] ?? text)];
        }

        return call.Answer.Issued?.OpenRestorer(inTools: false, asJson: false) is { } restorer ? Restore(texts, restorer) : texts;
    }

    // A placeholder may be cut by the parts' ends.
    private static List<string> Restore(List<string> texts, Restorer restorer)
    {
        var restored = new List<string>(texts.Count);
        var output = new ArrayBufferWriter<char>();
        for (var i = 0; i < texts.Count; i++)
        {
            output.ResetWrittenCount();
            restorer.Write(texts[i], output);
            if (i == texts.Count - 1)
            {
                restorer.Complete(output);
            }

            restored.Add(output.WrittenSpan.ToString());
        }

        return restored;
    }
}
