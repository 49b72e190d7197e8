using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Nodes;
using Keeptrusts.Host.ControlPlane.Nodes.Links;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Host.Runtime.Counters;
using Keeptrusts.Host.Runtime.Links;
using Keeptrusts.Host.Runtime.Nodes;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Host.Composition;

/// <summary>A gateway node: the data plane alone, without a database, linked to a control plane elsewhere.</summary>
internal sealed class NodeHost : IAsyncDisposable
{
    private static readonly TimeSpan FirstLink = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly DataFolder _folder;
    private readonly ILoggerFactory _logs = PlaneBuilder.Logs();
    private readonly List<Task> _running = [];
    private readonly NodeMemory _memory;
    private readonly ControlLink _link;
    private readonly NodePulse _pulse;
    private readonly LinkEvents _events;
    private readonly LeasedCounters _counters;
    private readonly SnapshotFile _file;
    private WebApplication? _data;
    private EventShipper? _shipper;
    private LastUseWriter? _lastUses;

    private NodeHost(NodeSettings settings, DataFolder folder, HostSurroundings around)
    {
        _folder = folder;
        _memory = new(settings.Gateway, around.Environment);
        _file = new SnapshotFile(folder.Location, settings.Token);
        var facts = new NodeFacts(folder.NodeId, settings.Gateway, settings.Listen.Url, ProductVersion.Text);
        _link = new(settings, _memory, _file, facts, around.Time, _logs.CreateLogger<ControlLink>());
        _events = new(_link);
        _counters = new(around.Time);
        _pulse = new(new LinkAuthority(_link), _counters, facts, around.Time, _logs.CreateLogger<NodePulse>());
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Whether it started by what its folder kept, because no control plane could be reached.</summary>
    public bool IsAlone { get; private set; }

    public static async Task<Outcome<NodeHost>> StartAsync(NodeSettings settings, HostSurroundings around, CancellationToken cancellationToken)
    {
        if (DataFolder.Open(settings.DataFolder).Refused(out var locked, out var folder))
        {
            return locked;
        }

        var node = new NodeHost(settings, folder, around);
        if (await node.BeginAsync(settings, around, cancellationToken) is { } refusal)
        {
            await node.DisposeAsync();
            return refusal;
        }

        return node;
    }

    /// <summary>Refuses new calls, lets open ones finish, then ships what is left and ends.</summary>
    /// <param name="hurry">When cancelled, open calls are cut.</param>
    public async Task StopAsync(CancellationToken hurry)
    {
        await _data!.StopAsync(hurry);
        await FlushAsync();
        await _lastUses!.WriteAsync(CancellationToken.None);
        await _shipper!.FinishAsync();
        await _pulse.EndAsync();
        await _stopping.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_data is not null)
        {
            await _data.DisposeAsync();
        }

        _stopping.Dispose();
        _logs.Dispose();
        _folder.Dispose();
    }

    private async Task<Refusal?> BeginAsync(NodeSettings settings, HostSurroundings around, CancellationToken cancellationToken)
    {
        // 1. What to serve by: from the control plane, else what it said last.
        Run(_link.RunAsync);
        if (await FirstAsync(settings, around, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        // 2. The gateway.
        _data = DataPlane.Build(settings.Listen, settings.Gateway, settings.Environment ?? _memory.Now?.Gateway.Environment, settings.Durability, settings.TrustedProxies, _folder, around.Time, (plane, services) =>
        {
            TelemetryExport.AddTo(plane, around.Environment, prometheus: false);
            TelemetryExport.AddLogsTo(plane, around.Environment);
            services.AddSingleton<IKeyStore>(_memory.Tokens);
            services.AddSingleton<IPolicySource>(_memory.Configurations);
            services.AddSingleton<ISecretSource>(_memory);
            services.AddSingleton<ICounterStore>(_counters);
            services.AddSingleton<IHostHealth>(new LinkHealth(_link, _pulse, settings.MaxStale, around.Time));
            services.AddSingleton<IEscalationDesk>(new LinkDesk(_link, _memory));
            services.AddSingleton<IContentKeySource>(new LinkContentKeys(_link));
            services.AddSingleton<IBudgetAuthority>(new LinkBudgets(_link));
            services.AddSingleton<IBudgetSource>(_memory.Budgets);
            services.AddSingleton<IPriceSource>(_memory.Prices);
        });
        _memory.Cuts.Serve(_data.Services.GetRequiredService<IOpenCalls>());
        if (await Listening.StartAsync(_data, settings.Listen, "--listen", cancellationToken) is { } taken)
        {
            return taken;
        }

        Address = Listening.AddressOf(_data, settings.Listen);

        // 3. The work behind the scenes.
        _pulse.Address = Address;
        _pulse.Targets = _data.Services.GetRequiredService<ITargetHealth>();
        _shipper = new(_data.Services.GetRequiredService<IEventFeed>(), _events, _folder.NodeId, around.Time, _logs.CreateLogger<EventShipper>());
        _lastUses = new(_memory.Tokens, _events, around.Time, _logs.CreateLogger<LastUseWriter>());
        Run(_pulse.RunAsync);
        Run(_shipper.RunAsync);
        Run(_lastUses.RunAsync);
        return null;
    }

    // What is not returned would be nobody's until it is fenced.
    private async Task FlushAsync()
    {
        try
        {
            await _data!.Services.GetRequiredService<IBudgetLeases>().FlushAsync(CancellationToken.None);
        }
        catch (Exception)
        {
            // The journal has it, for the next start.
        }
    }

    private async Task<Refusal?> FirstAsync(NodeSettings settings, HostSurroundings around, CancellationToken cancellationToken)
    {
        try
        {
            await _link.First.WaitAsync(FirstLink, around.Time, cancellationToken);
            return null;
        }
        catch (LinkDownException refused)
        {
            return new(RefusalKind.Unauthenticated, $"the control plane at {settings.ControlPlanes[0]} does not let this node in: {refused.Message}");
        }
        catch (TimeoutException)
        {
            if (_file.Read() is not { } kept || kept.Snapshot.Gateway.Id != settings.Gateway)
            {
                return new(RefusalKind.Unavailable, $"no control plane can be reached ({string.Join(", ", settings.ControlPlanes)}), and {settings.DataFolder} keeps nothing from an earlier start to serve by; check address and network");
            }

            _memory.Take(kept.Snapshot);
            _link.Resume(kept.HeardAt);
            IsAlone = true;
            return null;
        }
    }

    private void Run(Func<CancellationToken, Task> loop) => _running.Add(Task.Run(() => loop(_stopping.Token)));
}
