using System.Runtime.InteropServices;
using Keeptrusts.Host.Cli;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Composition;

/// <summary>Runs the host in the foreground: says what to do next, waits for a signal, drains.</summary>
internal sealed class UpRunner(CliSurroundings around)
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(30);

    public async Task<int> RunAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var hurry = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => OnSignal(signal, stop, hurry));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => OnSignal(signal, stop, hurry));
        using var cancelled = cancellationToken.Register(() => stop.TrySetResult());

        var surroundings = new HostSurroundings(around.Environment, around.Time, around.Out.WriteLine);
        if ((await TurnkeyHost.StartAsync(settings, surroundings, cancellationToken)).Refused(out var refusal, out var host))
        {
            await around.Error.WriteLineAsync(refusal.Message);
            return ExitCodes.CouldNot;
        }

        await using (host)
        {
            await Welcome.WriteAsync(around, settings, host);
            await ReadyProbe.WaitAsync(host.Addresses, cancellationToken);
            await around.Out.WriteLineAsync($"ready: gateway {host.Addresses.Gateway} control {host.Addresses.Control}");
            await around.Out.FlushAsync(cancellationToken);
            await stop.Task;
            await around.Out.WriteLineAsync("stopping: open calls may finish; once more to stop at once");
            hurry.CancelAfter(DrainTime);
            await host.StopAsync(hurry.Token);
        }

        return ExitCodes.Done;
    }

    private static void OnSignal(PosixSignalContext signal, TaskCompletionSource stop, CancellationTokenSource hurry)
    {
        signal.Cancel = true;
        if (!stop.TrySetResult())
        {
            hurry.Cancel();
        }
    }
}
