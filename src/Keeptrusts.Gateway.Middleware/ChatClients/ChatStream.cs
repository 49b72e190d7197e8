using System.Buffers;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>
/// A streamed answer: each update is judged before any of it is shown. Text that a match could still cover waits inside its channel; what waits goes out
/// with the update that ends the answer, or before another role speaks. Calls of functions come whole, and are decided on before they are shown.
/// </summary>
/// <param name="call">The call.</param>
internal sealed class ChatStream(GovernedCall call)
{
    private readonly ChatAnswerTexts _texts = new(call);
    private readonly Dictionary<TextPart, GuardChannel> _channels = [];
    private readonly ArrayBufferWriter<char> _released = new();
    private ChatResponseUpdate? _last;
    private ChatRole? _role;
    private int _run;

    /// <summary>Whether a policy ends the answer here.</summary>
    public bool Blocked => _texts.Blocked;

    private bool Rewrites => call.Answer is not { Texts: null, Issued: null };

    /// <returns>What may be shown now, in order.</returns>
    public IEnumerable<ChatResponseUpdate> Take(ChatResponseUpdate update)
    {
        var shown = new List<ChatResponseUpdate>(1);
        if (update.Role is { } role && _role is { } before && role != before)
        {
            EndRun(shown);
        }

        var isFirst = _last is null || update.Role != _last.Role;
        _role = update.Role ?? _role;
        _last = update;
        var contents = new List<AIContent>(update.Contents.Count);
        foreach (var content in update.Contents)
        {
            if (!Blocked)
            {
                Judge(content, contents);
            }
        }

        if (update.FinishReason is not null && !Blocked)
        {
            Complete(contents);
        }

        var saysMore = contents.Count > 0 || update.Contents.Count == 0 || update.FinishReason is not null || isFirst;
        if (saysMore && (!Blocked || contents.Count > 0))
        {
            shown.Add(Envelope(update, contents));
        }

        return shown;
    }

    /// <returns>What waited until the answer's end.</returns>
    public IEnumerable<ChatResponseUpdate> Finish()
    {
        var shown = new List<ChatResponseUpdate>(1);
        EndRun(shown);
        return shown;
    }

    private void EndRun(List<ChatResponseUpdate> shown)
    {
        var contents = new List<AIContent>();
        if (!Blocked)
        {
            Complete(contents);
        }

        if (contents.Count > 0)
        {
            var tail = Envelope(_last!, contents);
            tail.FinishReason = null;
            shown.Add(tail);
        }

        _run++;
    }

    private void Judge(AIContent content, List<AIContent> contents)
    {
        var source = ChatSources.Of(_role ?? ChatRole.Assistant, _run, TextPart.Content);
        if (content is TextContent text)
        {
            var released = Write(TextPart.Content, text.Text);
            var annotations = _texts.Judge(text.Annotations, source);
            Add(contents, text, released, annotations is { Count: > 0 }, said => new TextContent(said) { Annotations = annotations });
        }
        else if (content is TextReasoningContent reasoning)
        {
            var released = Write(TextPart.Reasoning, reasoning.Text);
            Add(contents, reasoning, released, reasoning.ProtectedData is not null, said => new TextReasoningContent(said) { ProtectedData = reasoning.ProtectedData });
        }
        else
        {
            var judged = _texts.Judge(content, source);
            if (!Blocked)
            {
                contents.Add(judged);
            }
        }
    }

    private void Add(List<AIContent> contents, AIContent original, string? released, bool saysMore, Func<string, AIContent> make)
    {
        if (!Rewrites)
        {
            contents.Add(original);
        }
        else if (!string.IsNullOrEmpty(released) || (saysMore && !Blocked))
        {
            contents.Add(make(released ?? ""));
        }
    }

    private string? Write(TextPart part, string text)
    {
        call.Meter.Add(text);
        if (!Rewrites)
        {
            return null;
        }

        _released.ResetWrittenCount();
        return Channel(part).Write(text, _released) ? text : _released.WrittenSpan.ToString();
    }

    private GuardChannel Channel(TextPart part)
    {
        if (!_channels.TryGetValue(part, out var channel))
        {
            var key = new GuardChannelKey(_run, -1, part == TextPart.Reasoning ? "reasoning" : "content");
            _channels[part] = channel = new(
                key,
                call.Answer.Texts?.OpenChannel(ChannelFormat.Text, key.At, ChatSources.Of(_role ?? ChatRole.Assistant, _run, part)),
                call.Answer.Issued?.OpenRestorer(inTools: false, asJson: false),
                call: null);
        }

        return channel;
    }

    private void Complete(List<AIContent> contents)
    {
        foreach (var (part, channel) in _channels)
        {
            _released.ResetWrittenCount();
            channel.Complete(_released);
            if (_released.WrittenCount > 0)
            {
                var text = _released.WrittenSpan.ToString();
                contents.Add(part == TextPart.Reasoning ? new TextReasoningContent(text) : new TextContent(text));
            }
        }

        _channels.Clear();
    }

    // Without what the provider's library keeps of its own update: the text stands there unredacted.
    private ChatResponseUpdate Envelope(ChatResponseUpdate update, List<AIContent> contents)
    {
        var shown = update.Clone();
        shown.Contents = contents;
        shown.ConversationId = call.ShowsConversation ? update.ConversationId : null;
        if (Rewrites)
        {
            shown.AuthorName = _texts.Rewrite(update.AuthorName, ChatSources.Of(_role ?? ChatRole.Assistant, _run, TextPart.Other));
            shown.RawRepresentation = null;
            shown.AdditionalProperties = null;
        }

        return shown;
    }
}
