using System.Buffers;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Providers.Echo;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.Providers.ChatClients;

/// <summary>Writes a chat client's answer as a chat completion, or as its chunks.</summary>
/// <param name="id">The answer's id.</param>
/// <param name="model">The model that was asked for, where the client names none.</param>
/// <param name="now">When.</param>
internal sealed class ChatReplyJson(string id, string model, DateTimeOffset now)
{
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private string _model = model;
    private int _calls;
    private bool _begun, _finished;
    private UsageDetails? _usage;

    public byte[] Whole(ChatResponse response)
    {
        _model = response.ModelId ?? _model;
        var contents = response.Messages.Where(message => message.Role == ChatRole.Assistant).SelectMany(message => message.Contents).ToList();
        _made.UnionWith(response.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Select(result => result.CallId));
        var calls = contents.OfType<FunctionCallContent>().Where(IsCallers).ToList();
        return EchoJson.Write(json =>
        {
            Head(json, "chat.completion");
            json.WriteStartObject("message");
            json.WriteString("role", "assistant");
            Say(json, contents, calls.Count > 0);
            WriteCalls(json, calls, indexed: false);
            json.WriteEndObject();
            Foot(json, Reason(response.FinishReason, calls.Count > 0));
            Write(json, response.Usage);
        });
    }

    /// <summary>Appends what an update says.</summary>
    public void Chunk(ChatResponseUpdate update, IBufferWriter<byte> events)
    {
        _model = update.ModelId ?? _model;
        foreach (var usage in update.Contents.OfType<UsageContent>())
        {
            (_usage ??= new()).Add(usage.Details);
        }

        if (update.Role is { } role && role != ChatRole.Assistant)
        {
            return; // What tools that the client itself calls say is its own affair.
        }

        var calls = update.Contents.OfType<FunctionCallContent>().Where(IsCallers).ToList();
        var says = update.Contents.Any(content => content is TextContent or TextReasoningContent or ErrorContent) || calls.Count > 0;
        if (says || !_begun)
        {
            Event(events, null, json =>
            {
                if (!_begun)
                {
                    json.WriteString("role", "assistant");
                }

                Say(json, update.Contents, hasCalls: true);
                WriteCalls(json, calls, indexed: true);
            });
            _begun = true;
        }

        if (update.FinishReason is not null)
        {
            Finish(update.FinishReason, events);
        }
    }

    /// <summary>Appends the answer's end.</summary>
    public void End(IBufferWriter<byte> events)
    {
        if (!_finished)
        {
            Finish(null, events);
        }

        if (_usage is not null)
        {
            EventOf(events, json =>
            {
                EchoJson.Head(json, id, "chat.completion.chunk", _model);
                json.WriteStartArray("choices");
                json.WriteEndArray();
                Write(json, _usage);
            });
        }

        events.Write("data: [DONE]\n\n"u8);
    }

    // Calls that the client makes itself are answered already.
    private bool IsCallers(FunctionCallContent call) => !call.InformationalOnly && !_made.Contains(call.CallId);

    private void Finish(ChatFinishReason? reason, IBufferWriter<byte> events)
    {
        _finished = true;
        Event(events, Reason(reason, _calls > 0), static _ => { });
    }

    private static void Say(Utf8JsonWriter json, IEnumerable<AIContent> contents, bool hasCalls)
    {
        var parts = contents.ToList();
        var text = string.Concat(parts.OfType<TextContent>().Select(part => part.Text));
        if (text.Length > 0 || !hasCalls)
        {
            json.WriteString("content", text);
        }

        WriteSome(json, "reasoning_content", string.Concat(parts.OfType<TextReasoningContent>().Select(part => part.Text)));
        WriteSome(json, "refusal", string.Concat(parts.OfType<ErrorContent>().Select(part => part.Message)));
    }

    private static void WriteSome(Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }

    private void WriteCalls(Utf8JsonWriter json, List<FunctionCallContent> calls, bool indexed)
    {
        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            json.WriteStartObject();
            if (indexed)
            {
                json.WriteNumber("index", _calls);
            }

            _calls++;
            json.WriteString("id", call.CallId);
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", call.Name);
            json.WriteString("arguments", call.Arguments is null ? "{}" : JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Event(IBufferWriter<byte> events, string? reason, Action<Utf8JsonWriter> delta) => EventOf(events, json =>
    {
        Head(json, "chat.completion.chunk");
        json.WriteStartObject("delta");
        delta(json);
        json.WriteEndObject();
        Foot(json, reason);
    });

    private static void EventOf(IBufferWriter<byte> events, Action<Utf8JsonWriter> write)
    {
        events.Write("data: "u8);
        events.Write(EchoJson.Write(write));
        events.Write("\n\n"u8);
    }

    private void Head(Utf8JsonWriter json, string kind)
    {
        json.WriteString("id", id);
        json.WriteString("object", kind);
        json.WriteNumber("created", now.ToUnixTimeSeconds());
        json.WriteString("model", _model);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
    }

    private static void Foot(Utf8JsonWriter json, string? reason)
    {
        json.WriteString("finish_reason", reason);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, UsageDetails? usage)
    {
        if (usage is { InputTokenCount: { } prompt, OutputTokenCount: { } completion })
        {
            json.WriteStartObject("usage");
            json.WriteNumber("prompt_tokens", prompt);
            json.WriteNumber("completion_tokens", completion);
            json.WriteNumber("total_tokens", prompt + completion);
            json.WriteStartObject("prompt_tokens_details");
            json.WriteNumber("cached_tokens", usage.CachedInputTokenCount ?? 0);
            json.WriteEndObject();
            json.WriteStartObject("completion_tokens_details");
            json.WriteNumber("reasoning_tokens", usage.ReasoningTokenCount ?? 0);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    // A whole answer without a reason is one that ended by itself.
    private static string Reason(ChatFinishReason? reason, bool hasCalls) => hasCalls && (reason is null || reason == ChatFinishReason.Stop) ? "tool_calls" : reason?.Value ?? "stop";
}
