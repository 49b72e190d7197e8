using Keeptrusts.Host.Cli;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Composition;

/// <summary>Runs the host in the foreground: says what to do next, waits for a signal, drains.</summary>
internal sealed class UpRunner(CliSurroundings around)
{
    public async Task<int> RunAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        using var signals = new StopSignals(cancellationToken);
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
            await signals.Stop;
            await around.Out.WriteLineAsync("stopping: open calls may finish; once more to stop at once");
            await host.StopAsync(signals.BeginHurry());
        }

        return ExitCodes.Done;
    }
}
