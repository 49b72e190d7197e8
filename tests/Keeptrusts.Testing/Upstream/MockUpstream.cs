using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Keeptrusts.Testing.Upstream;

/// <summary>
/// An OpenAI-compatible provider on a real loopback socket that says what it is told to say, as badly as it is told to, and
/// remembers every request byte for byte. Replies that were queued go first, in order; then <see cref="Reply"/>.
/// </summary>
public sealed class MockUpstream : IAsyncDisposable
{
    private static readonly MockReply FloatEmbedding = HttpReply.Json(200, """{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.12345678901,-0.5]}],"model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}""");

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly ConcurrentQueue<MockReply> _next = new();
    private readonly SemaphoreSlim _arrived = new(0);

    private MockUpstream(WebApplication app) => _app = app;

    /// <summary>The base URL that a client or a target is given, with <c>/v1</c>.</summary>
    public Uri BaseUrl { get; private set; } = new("http://127.0.0.1/");

    /// <summary>What to answer when nothing is queued. Default: a short greeting with usage.</summary>
    public MockReply Reply { get; set; } = new ChatReply();

    /// <summary>What to answer to moderation calls. Default: nothing flagged.</summary>
    public MockReply Moderation { get; set; } = HttpReply.Json(200, """{"id":"modr-1","model":"omni-moderation-latest","results":[{"flagged":false,"categories":{},"category_scores":{}}]}""");

    /// <summary>What to answer to calls of <c>/v1/completions</c>.</summary>
    public MockReply Completion { get; set; } = new CompletionReply();

    /// <summary>What to answer to calls of <c>/v1/responses</c>.</summary>
    public MockReply Response { get; set; } = new ResponsesReply();

    /// <summary>The reply of <c>/v1/messages</c> when nothing is queued.</summary>
    public MockReply Message { get; set; } = new MessagesReply();

    /// <summary>What to answer to calls of <c>/v1/embeddings</c>.</summary>
    public MockReply Embedding { get; set; } = FloatEmbedding;

    /// <summary>Every answer waits for this.</summary>
    public Task Silence { get; set; } = Task.CompletedTask;

    /// <summary>Model names of <c>GET /v1/models</c>.</summary>
    public IReadOnlyList<string> Models { get; set; } = ["gpt-4o", "gpt-4o-mini"];

    /// <summary>Every request so far, in order of arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>Chat calls among <see cref="Requests"/>.</summary>
    public IReadOnlyList<RecordedRequest> Calls => [.. _requests.Where(r => r.Path.EndsWith("/chat/completions", StringComparison.Ordinal) || r.Path == "/v1/messages")];

    /// <summary>Starts listening on a free loopback port.</summary>
    public static async Task<MockUpstream> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0);
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = null;
        });
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(o => o.ShutdownTimeout = TimeSpan.Zero);
        var app = builder.Build();
        var upstream = new MockUpstream(app);
        app.Run(upstream.AnswerAsync);
        await app.StartAsync().ConfigureAwait(false);
        upstream.BaseUrl = new Uri(app.Urls.Single() + "/v1");
        return upstream;
    }

    /// <summary>Queues replies for the next calls of chats, messages or responses.</summary>
    public void Enqueue(params MockReply[] replies)
    {
        foreach (var reply in replies)
        {
            _next.Enqueue(reply);
        }
    }

    /// <summary>Forgets requests and queued replies, and goes back to the default reply.</summary>
    public void Reset()
    {
        _requests.Clear();
        _next.Clear();
        Reply = new ChatReply();
        Completion = new CompletionReply();
        Response = new ResponsesReply();
        Message = new MessagesReply();
        Embedding = FloatEmbedding;
        Silence = Task.CompletedTask;
        while (_arrived.Wait(0))
        {
        }
    }

    /// <summary>Waits for a request that nobody has waited for yet, a minute at most.</summary>
    public async Task WaitForRequestAsync(CancellationToken cancellationToken = default)
    {
        if (!await _arrived.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken).ConfigureAwait(false))
        {
            throw new TimeoutException("No request reached the mock upstream within a minute.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        _arrived.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await RecordedRequest.ReadAsync(context).ConfigureAwait(false);
        _requests.Enqueue(request);
        _arrived.Release();
        try
        {
            await Silence.WaitAsync(context.RequestAborted).ConfigureAwait(false);
            await ReplyFor(request).WriteAsync(context, request).ConfigureAwait(false);
            request.NoteAnswered();
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            request.NoteCancelled();
        }
    }

    private MockReply ReplyFor(RecordedRequest request) => request switch
    {
        { Method: "GET", Path: "/v1/models" } => HttpReply.Json(200, ModelList().ToJsonString()),
        { Method: "POST", Path: "/v1/chat/completions" } => _next.TryDequeue(out var queued) ? queued : Reply,
        { Method: "POST", Path: { } path } when path.StartsWith("/openai/deployments/", StringComparison.Ordinal) && path.EndsWith("/chat/completions", StringComparison.Ordinal)
            => _next.TryDequeue(out var queued) ? queued : Reply,
        { Method: "POST", Path: "/v1/moderations" } => Moderation,
        { Method: "POST", Path: "/v1/completions" } => Completion,
        { Method: "POST", Path: "/v1/embeddings" } => Embedding,
        { Method: "POST", Path: "/v1/responses" } => _next.TryDequeue(out var queued) ? queued : Response,
        { Method: "POST", Path: "/v1/messages" } => _next.TryDequeue(out var queued) ? queued : Message,
        { Method: "POST", Path: "/v1/messages/count_tokens" } => HttpReply.Json(200, """{"input_tokens":14}"""),
        _ => HttpReply.Error(404, "Unknown route of the mock upstream.", "unknown_url"),
    };

    private JsonObject ModelList() => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. Models.Select(m => (JsonNode)new JsonObject
        {
            ["id"] = m,
            ["object"] = "model",
            ["created"] = ChatReply.Created,
            ["owned_by"] = "mock",
        })]),
    };
}
