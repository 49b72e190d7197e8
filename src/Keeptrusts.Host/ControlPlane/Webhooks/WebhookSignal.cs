using System.Collections.Concurrent;

namespace Keeptrusts.Host.ControlPlane.Webhooks;

/// <summary>Tells the sender of this process that there is something to send, or that something could not be stored.</summary>
internal sealed class WebhookSignal
{
    private const int MostTroubles = 100;

    private readonly ConcurrentQueue<(string Type, string Exception)> _troubles = [];
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Next => _next.Task;

    public void Set() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>A message could not be stored.</summary>
    public void Fail(string type, Exception exception)
    {
        if (_troubles.Count < MostTroubles)
        {
            _troubles.Enqueue((type, exception.GetType().Name));
        }

        Set();
    }

    /// <summary>What could not be stored since the last time.</summary>
    public IEnumerable<(string Type, string Exception)> TakeTroubles()
    {
        while (_troubles.TryDequeue(out var trouble))
        {
            yield return trouble;
        }
    }
}
