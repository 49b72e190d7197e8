using System.Collections.Concurrent;

namespace Keeptrusts.Host.ControlPlane.Escalations;

/// <summary>Wakes calls of this process that wait for a decision, and tells whether any answer is held.</summary>
internal sealed class EscalationSignals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private volatile bool _holdsAnswers;
    private long _opened;

    /// <summary>Whether a held answer is known of; refreshed from the database, where other nodes hold some too.</summary>
    public bool HoldsAnswers => _holdsAnswers;

    /// <summary>How many answers this process has held; to be given to <see cref="Refresh"/>.</summary>
    public long Opened => Interlocked.Read(ref _opened);

    /// <summary>An answer is held.</summary>
    public void Open()
    {
        lock (_writing)
        {
            _opened++;
            _holdsAnswers = true;
        }
    }

    /// <summary>What the database says, unless an answer was held after it was asked.</summary>
    public void Refresh(bool holdsAnswers, long opened)
    {
        lock (_writing)
        {
            _holdsAnswers = holdsAnswers || _opened != opened;
        }
    }

    /// <summary>Ends at the next decision about an escalation in this process.</summary>
    public Task Next(string id) => _waiting.GetOrAdd(id, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Decided(string id)
    {
        if (_waiting.TryRemove(id, out var waiting))
        {
            waiting.TrySetResult();
        }
    }

    /// <summary>Nobody waits for it any more.</summary>
    public void Forget(string id) => _waiting.TryRemove(id, out _);
}
