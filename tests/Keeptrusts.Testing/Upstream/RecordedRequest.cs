using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Testing.Upstream;

/// <summary>One request as it arrived at the <see cref="MockUpstream"/>.</summary>
public sealed class RecordedRequest
{
    private readonly TaskCompletionSource<long> _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _eventsSent;

    private RecordedRequest(string method, string path, string query, IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body)
    {
        Method = method;
        Path = path;
        Query = query;
        Headers = headers;
        Body = body;
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>The query with its question mark, or empty.</summary>
    public string Query { get; }

    /// <summary>Every header line, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>The body's bytes.</summary>
    public byte[] Body { get; }

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The body as JSON.</summary>
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    /// <summary>Whether the body asks for a stream.</summary>
    public bool WantsStream => Json["stream"]?.GetValue<bool>() == true;

    /// <summary>Whether the body asks for the usage chunk.</summary>
    public bool WantsUsage => Json["stream_options"]?["include_usage"]?.GetValue<bool>() == true;

    /// <summary>Stream events written so far.</summary>
    public int EventsSent => Volatile.Read(ref _eventsSent);

    /// <summary>Completes when the caller hung up, with the <see cref="Stopwatch"/> timestamp at which that was seen.</summary>
    public Task<long> Cancelled => _cancelled.Task;

    /// <summary>Completes when the exchange is over, one way or the other.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The first value of a header, or <see langword="null"/>.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    internal static async Task<RecordedRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        var headers = context.Request.Headers.SelectMany(h => h.Value.Select(v => KeyValuePair.Create(h.Key, v ?? ""))).ToArray();
        var request = new RecordedRequest(
            context.Request.Method, context.Request.Path.Value ?? "", context.Request.QueryString.Value ?? "", headers, body.ToArray());
        context.RequestAborted.Register(request.NoteCancelled);
        return request;
    }

    internal void NoteEvent() => Interlocked.Increment(ref _eventsSent);

    internal void NoteAnswered()
    {
        _ended.TrySetResult();
        _cancelled.TrySetCanceled();
    }

    internal void NoteCancelled()
    {
        _cancelled.TrySetResult(Stopwatch.GetTimestamp());
        _ended.TrySetResult();
    }
}
