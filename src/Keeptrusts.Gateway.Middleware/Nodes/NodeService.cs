using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Nodes.Links;
using Keeptrusts.Gateway.Middleware.Nodes.Snapshots;
using Keeptrusts.Gateway.Middleware.Ports;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>
/// The life of a node: before its host listens, it knows what to serve by; while it does, it is heard of and ships what happens; once the last call has ended,
/// it ships the rest and gives back what it holds.
/// </summary>
internal sealed class NodeService(
    ControlLink link, NodeMemory memory, NodePulse pulse, SnapshotFile file, NodeFolder folder, IServiceProvider services, IOptions<ControlPlaneOptions> options,
    TimeProvider time, ILoggerFactory logs) : IHostedLifecycleService, IAsyncDisposable, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _running = [];
    private EventShipper? _shipper;
    private LastUseWriter? _lastUses;
    private bool _isDisposed;

    /// <summary>Whether it started by what its folder keeps, because no control plane could be reached.</summary>
    public bool IsAlone { get; private set; }

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        memory.Cuts.Serve(services.GetRequiredService<IOpenCalls>());
        Run(link.RunAsync);
        await FirstAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var events = new LinkEvents(link);
        pulse.Address = options.Value.Address ?? services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        pulse.Targets = services.GetRequiredService<ITargetHealth>();
        _shipper = new(services.GetRequiredService<IEventFeed>(), events, folder.NodeId, time, logs.CreateLogger<EventShipper>());
        _lastUses = new(memory.Keys.TakeUses, events, time, logs.CreateLogger<LastUseWriter>());
        Run(pulse.RunAsync);
        Run(_shipper.RunAsync);
        Run(_lastUses.RunAsync);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_shipper is not null)
        {
            await FlushAsync().ConfigureAwait(false);
            await _lastUses!.WriteAsync(CancellationToken.None).ConfigureAwait(false);
            await _shipper.FinishAsync().ConfigureAwait(false);
            await pulse.EndAsync().ConfigureAwait(false);
        }

        await EndAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            await EndAsync().ConfigureAwait(false);
            Dispose();
        }
    }

    // A host that disposes of its services without waiting: the loops end by themselves.
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _stopping.Cancel();
            _stopping.Dispose();
        }
    }

    private async Task EndAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // What is not returned would be nobody's until it is fenced.
    private async Task FlushAsync()
    {
        try
        {
            await services.GetRequiredService<IBudgetLeases>().FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The journal has it, for the next start.
        }
    }

    private async Task FirstAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        try
        {
            await link.First.WaitAsync(settings.FirstLink, time, cancellationToken).ConfigureAwait(false);
        }
        catch (LinkDownException refused)
        {
            throw new NodeStartException($"the control plane at {settings.Addresses[0]} does not let this node in: {refused.Message}") { IsRefused = true };
        }
        catch (TimeoutException)
        {
            if (file.Read() is not { } kept || kept.Snapshot.Gateway.Id != settings.Gateway)
            {
                throw new NodeStartException(
                    $"no control plane can be reached ({string.Join(", ", settings.Addresses)}: {link.Trouble}), and {folder.Location} keeps nothing from an earlier start to serve by; check address and network");
            }

            memory.Take(kept.Snapshot);
            link.Resume(kept.HeardAt);
            IsAlone = true;
            NodeLog.Alone(logs.CreateLogger<NodeService>(), kept.HeardAt);
        }
    }

    private void Run(Func<CancellationToken, Task> loop) => _running.Add(Task.Run(() => loop(_stopping.Token)));
}
