using System.Runtime.InteropServices;

namespace Keeptrusts.Host.Composition;

/// <summary>The first signal asks to stop, the second to hurry.</summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _hurry = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly CancellationTokenRegistration _cancelled;

    public StopSignals(CancellationToken cancellationToken)
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        _cancelled = cancellationToken.Register(() => _stop.TrySetResult());
    }

    /// <summary>Ends when it is time to stop.</summary>
    public Task Stop => _stop.Task;

    /// <summary>From now on open calls have half a minute, or until the next signal.</summary>
    public CancellationToken BeginHurry()
    {
        _hurry.CancelAfter(DrainTime);
        return _hurry.Token;
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _cancelled.Dispose();
        _hurry.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (!_stop.TrySetResult())
        {
            _hurry.Cancel();
        }
    }
}
