using Keeptrusts.Host.ControlPlane.Chat;

namespace Keeptrusts.Host.Console.Chat;

/// <summary>A turn that is being answered, for every page of its user that shows the conversation.</summary>
internal sealed class RunningTurn : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ChatTurn? _now;

    /// <summary>How it stands; <see langword="null"/>: nobody was asked yet.</summary>
    public ChatTurn? Now
    {
        get => _now;
        set => _now = value;
    }

    /// <summary>Set when somebody stops it.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Completes when nothing more comes.</summary>
    public Task Ended => _ended.Task;

    public void Stop()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended meanwhile.
        }
    }

    public void Dispose()
    {
        _ended.TrySetResult();
        _stop.Dispose();
    }
}
