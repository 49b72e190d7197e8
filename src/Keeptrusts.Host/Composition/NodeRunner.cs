using Keeptrusts.Host.Cli;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Composition;

/// <summary>Runs a gateway node in the foreground, until a signal.</summary>
internal sealed class NodeRunner(CliSurroundings around)
{
    public async Task<int> RunAsync(NodeSettings settings, CancellationToken cancellationToken)
    {
        using var signals = new StopSignals(cancellationToken);
        var surroundings = new HostSurroundings(around.Environment, around.Time, around.Out.WriteLine);
        if ((await NodeHost.StartAsync(settings, surroundings, cancellationToken)).Refused(out var refusal, out var node))
        {
            await around.Error.WriteLineAsync(refusal.Message);
            return ExitCodes.CouldNot;
        }

        await using (node)
        {
            if (node.IsAlone)
            {
                await around.Out.WriteLineAsync("no control plane can be reached; serving by what this folder keeps from before");
            }

            await around.Out.WriteLineAsync($"ready: gateway {node.Address} control {string.Join(' ', settings.ControlPlanes)}");
            await around.Out.FlushAsync(cancellationToken);
            await signals.Stop;
            await around.Out.WriteLineAsync("stopping: open calls may finish; once more to stop at once");
            await node.StopAsync(signals.BeginHurry());
        }

        return ExitCodes.Done;
    }
}
