using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime;

namespace Keeptrusts.Host.Composition;

/// <summary>What runs beside the planes: shipping events, noting last uses, watching the policy file.</summary>
internal sealed class BackgroundWork : IDisposable
{
    private static readonly TimeSpan WarmUpDelay = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly EventShipper _shipper;
    private readonly LastUseWriter _lastUses;
    private readonly List<Task> _running = [];

    private BackgroundWork(EventShipper shipper, LastUseWriter lastUses) => (_shipper, _lastUses) = (shipper, lastUses);

    public static BackgroundWork Start(HostSettings settings, HostServices services, IServiceProvider gateway, ILoggerFactory logs, HostSurroundings around, Deployment deployment)
    {
        var feed = gateway.GetRequiredService<IEventFeed>();
        var shipper = new EventShipper(feed, services.Trail.Intake, services.NodeId, services.Time, logs.CreateLogger<EventShipper>());
        var lastUses = new LastUseWriter(services.Tokens.TakeUses, services.TokenStore, services.Time, logs.CreateLogger<LastUseWriter>());
        var work = new BackgroundWork(shipper, lastUses);
        work.Run(shipper.RunAsync);
        work.Run(lastUses.RunAsync);
        work.Run(services.Trail.Upkeep(settings.RetentionDays, logs));
        work.Run(services.Changes.RunAsync);
        work.Run(services.Pulse.RunAsync);
        foreach (var loop in services.Budgets.Loops(logs).Concat(services.Oversight.Loops(logs)))
        {
            work.Run(loop);
        }

        work.Run(async cancellationToken =>
        {
            // Not in the way of the first calls.
            await Task.Delay(WarmUpDelay, services.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!cancellationToken.IsCancellationRequested)
            {
                services.Database.WarmUp();
                await ReadyProbe.WarmConsoleAsync(services.Addresses, services.Time, cancellationToken);
            }
        });
        if (settings.PolicyConfig is { } path)
        {
            var health = gateway.GetRequiredService<IConfigurationHealth>();
            var watcher = new PolicyFileWatcher(path, GatewayNode.LocalId, services.Configuring.Deployment, services.Configurations, health, services.Time, around.Report);
            watcher.Begin(deployment.Document);
            work.Run(watcher.RunAsync);
        }

        return work;
    }

    /// <summary>Ends the loops, then ships and writes what the last calls left.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running);
        await _lastUses.WriteAsync(CancellationToken.None);
        await _shipper.FinishAsync();
    }

    public void Dispose() => _stopping.Dispose();

    private void Run(Func<CancellationToken, Task> loop) => _running.Add(Task.Run(async () =>
    {
        try
        {
            await loop(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The stop found it at work.
        }
    }));
}
