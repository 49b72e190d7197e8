using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Nodes.Snapshots;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Nodes.Links;

/// <summary>A gateway node's one connection to its control plane, or to the next where there are several. It connects again for as long as the node runs.</summary>
internal sealed class ControlLink(IOptions<ControlPlaneOptions> options, NodeMemory memory, SnapshotFile file, NodeFacts facts, TimeProvider time, ILogger<ControlLink> log)
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan NoteEvery = TimeSpan.FromSeconds(15);

    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IList<Uri> _addresses = options.Value.Addresses;
    private volatile LinkChannel? _channel;
    private volatile string _trouble = "no answer";
    private DateTimeOffset _notedAt;
    private long _heardTicks;
    private long _awaySinceTicks;

    /// <summary>Ends with the first snapshot; fails where the control plane does not let this node in.</summary>
    public Task First => _first.Task;

    /// <summary>When the control plane was heard of last.</summary>
    public DateTimeOffset HeardAt => new(Volatile.Read(ref _heardTicks), TimeSpan.Zero);

    /// <summary>Since when it cannot be reached; <see langword="null"/> while it can.</summary>
    public DateTimeOffset? AwaySince => Volatile.Read(ref _awaySinceTicks) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>What came of the last try, in a word or two.</summary>
    public string Trouble => _trouble;

    /// <summary>Starts from what the folder kept.</summary>
    public void Resume(DateTimeOffset heardAt)
    {
        Volatile.Write(ref _heardTicks, heardAt.UtcTicks);
        Volatile.Write(ref _awaySinceTicks, heardAt.UtcTicks);
    }

    /// <summary>Asks the control plane.</summary>
    /// <exception cref="LinkDownException">It cannot be reached, or could not do it.</exception>
    public async Task<TAnswer> AskAsync<TBody, TAnswer>(string op, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
    {
        var channel = _channel ?? throw new LinkDownException("no control plane can be reached");
        var answer = await channel.AskAsync(op, body, bodyType, answerType, cancellationToken).ConfigureAwait(false);
        Heard();
        return answer;
    }

    /// <summary>Connects, and again, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (next, pause) = (0, FirstPause);
        while (!cancellationToken.IsCancellationRequested)
        {
            var address = _addresses[next++ % _addresses.Count];
            try
            {
                await LinkAsync(address, cancellationToken).ConfigureAwait(false);
                pause = FirstPause;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Away(exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            _channel = null;
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task LinkAsync(Uri address, CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {options.Value.Token}");
        socket.Options.Proxy = null;
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(5);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(10);
        socket.Options.CollectHttpResponseDetails = true;
        using (var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            limit.CancelAfter(ConnectLimit);
            try
            {
                await socket.ConnectAsync(At(address), limit.Token).ConfigureAwait(false);
            }
            catch (WebSocketException) when (socket.HttpStatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                _first.TrySetException(new LinkDownException(socket.HttpStatusCode == HttpStatusCode.Forbidden
                    ? "this token has not the role `gateway`"
                    : "the control plane does not know this token, or it is revoked or has expired"));
                throw;
            }
            catch (WebSocketException) when (socket.HttpStatusCode >= HttpStatusCode.OK)
            {
                throw new LinkDownException($"it answers {(int)socket.HttpStatusCode}, as no control plane does");
            }
        }

        var channel = new LinkChannel(socket);
        var running = channel.RunAsync(HandleAsync, cancellationToken);
        try
        {
            await channel.AskAsync(LinkOps.Hello, facts, LinkJson.Default.NodeFacts, LinkJson.Default.Done, cancellationToken).WaitAsync(ConnectLimit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (LinkDownException refused)
        {
            _first.TrySetException(refused);
            throw;
        }

        _channel = channel;
        Heard();
        await running.ConfigureAwait(false);
        throw new LinkDownException("the connection has ended");
    }

    private Task<JsonElement?> HandleAsync(LinkFrame frame, CancellationToken cancellationToken)
    {
        if (frame is { Op: LinkOps.Changed, Body: { } body } && body.Deserialize(LinkJson.Default.NodeSnapshot) is { } change)
        {
            foreach (var problem in memory.Take(change))
            {
                NodeLog.Unloadable(log, problem);
            }

            try
            {
                file.Write(memory.Now!);
                Note(time.GetUtcNow());
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                NodeLog.Unwritable(log, exception.GetType().Name);
            }

            Heard();
            _first.TrySetResult();
        }

        return Task.FromResult<JsonElement?>(null);
    }

    private void Heard()
    {
        var now = time.GetUtcNow();
        Volatile.Write(ref _heardTicks, now.UtcTicks);
        if (Interlocked.Exchange(ref _awaySinceTicks, 0) > 0)
        {
            NodeLog.Linked(log);
        }

        if (now - _notedAt > NoteEvery && memory.Now is not null)
        {
            try
            {
                Note(now);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                NodeLog.Unwritable(log, exception.GetType().Name);
            }
        }
    }

    private void Note(DateTimeOffset now)
    {
        lock (file)
        {
            _notedAt = now;
            file.Heard(now);
        }
    }

    private void Away(Exception exception)
    {
        _trouble = exception is LinkDownException ? exception.Message : Cause(exception);
        if (Interlocked.CompareExchange(ref _awaySinceTicks, time.GetUtcNow().UtcTicks, 0) == 0)
        {
            NodeLog.Unlinked(log, _trouble);
        }
    }

    // The innermost knows; what it says of itself may hold anything.
    private static string Cause(Exception exception) => exception switch
    {
        OperationCanceledException or TimeoutException => "no answer",
        SocketException socket => socket.SocketErrorCode.ToString(),
        { InnerException: { } inner } => Cause(inner),
        _ => exception.GetType().Name,
    };

    private static Uri At(Uri address) => new UriBuilder(address)
    {
        Scheme = address.Scheme == Uri.UriSchemeHttps ? "wss" : "ws",
        Path = address.AbsolutePath.TrimEnd('/') + "/v1/nodes/link",
    }.Uri;
}
