using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Keeptrusts.Gateway.Middleware.Nodes.Links;

/// <summary>Questions and answers in both directions over one WebSocket. Either end uses it alike.</summary>
/// <param name="socket">The open connection.</param>
#pragma warning disable CA1001 // A semaphore whose handle nobody asks for holds nothing to dispose of.
internal sealed class LinkChannel(WebSocket socket)
#pragma warning restore CA1001
{
    private const int LargestFrame = 128 * 1024 * 1024;

    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement?>> _pending = new();
    private readonly SemaphoreSlim _sending = new(1);
    private long _last;
    private volatile bool _isOver;

    /// <summary>Asks the other end.</summary>
    /// <exception cref="LinkDownException">It does not answer, or could not do it.</exception>
    public async Task<TAnswer> AskAsync<TBody, TAnswer>(string op, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = new TaskCompletionSource<JsonElement?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = answer;
        try
        {
            if (_isOver)
            {
                throw new LinkDownException("the connection has ended");
            }

            await SendAsync(new(id, op, JsonSerializer.SerializeToElement(body, bodyType)), cancellationToken).ConfigureAwait(false);
            var element = await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return (element is { } value ? value.Deserialize(answerType) : default) ?? throw new LinkDownException("the answer is empty");
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException or JsonException)
        {
            throw new LinkDownException("the connection has ended");
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    /// <summary>Tells the other end something that needs no answer.</summary>
    public Task TellAsync<TBody>(string op, TBody body, JsonTypeInfo<TBody> type, CancellationToken cancellationToken) =>
        SendAsync(new(0, op, JsonSerializer.SerializeToElement(body, type)), cancellationToken);

    /// <summary>Reads until the connection ends. What is told is handled one after the other, what is asked at once.</summary>
    /// <param name="handle">Answers; what it throws becomes an error at the other end, by its type's name only.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Func<LinkFrame, CancellationToken, Task<JsonElement?>> handle, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } frame)
            {
                if (frame.Op is null)
                {
                    Complete(frame);
                }
                else if (frame.Id == 0)
                {
                    await handle(frame, over.Token).ConfigureAwait(false);
                }
                else
                {
                    _ = AnswerAsync(frame, handle, over.Token);
                }
            }
        }
        finally
        {
            _isOver = true;
            await over.CancelAsync().ConfigureAwait(false);
            foreach (var waiting in _pending.Values)
            {
                waiting.TrySetException(new LinkDownException("the connection has ended"));
            }
        }
    }

    private async Task AnswerAsync(LinkFrame frame, Func<LinkFrame, CancellationToken, Task<JsonElement?>> handle, CancellationToken cancellationToken)
    {
        await Task.Yield();
        LinkFrame answer;
        try
        {
            answer = new(frame.Id, null, await handle(frame, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            answer = new(frame.Id, null, null, exception is LinkDownException ? exception.Message : exception.GetType().Name);
        }

        try
        {
            await SendAsync(answer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // Who asked is gone.
        }
    }

    private void Complete(LinkFrame frame)
    {
        if (_pending.TryRemove(frame.Id, out var waiting))
        {
            _ = frame.Error is { } error ? waiting.TrySetException(new LinkDownException(error)) : waiting.TrySetResult(frame.Body);
        }
    }

    private async Task SendAsync(LinkFrame frame, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(frame, LinkJson.Default.LinkFrame);
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A frame that is sent in part would break the connection, so nobody's patience ends it.
            await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task<LinkFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.GetMemory(4096), cancellationToken).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close || buffer.WrittenCount + part.Count > LargestFrame)
                {
                    return null;
                }

                buffer.Advance(part.Count);
                if (part.EndOfMessage)
                {
                    return JsonSerializer.Deserialize(buffer.WrittenSpan, LinkJson.Default.LinkFrame);
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or JsonException)
        {
            return null;
        }
    }
}
