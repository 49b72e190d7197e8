using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Registration;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Composition;

/// <summary>A gateway node: the data plane alone, without a database, linked to a control plane elsewhere as any host can link its own.</summary>
internal sealed class NodeHost : IAsyncDisposable
{
    private readonly WebApplication _data;
    private readonly DataFolder _folder;

    private NodeHost(WebApplication data, DataFolder folder, string address)
    {
        (_data, _folder, Address) = (data, folder, address);
        IsAlone = data.Services.GetRequiredService<NodeService>().IsAlone;
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>Whether it started by what its folder kept, because no control plane could be reached.</summary>
    public bool IsAlone { get; }

    public static async Task<Outcome<NodeHost>> StartAsync(NodeSettings settings, HostSurroundings around, CancellationToken cancellationToken)
    {
        if (DataFolder.Open(settings.DataFolder).Refused(out var locked, out var folder))
        {
            return locked;
        }

        WebApplication? data = null;
        try
        {
            data = Build(settings, folder, around);
            if (await Listening.StartAsync(data, settings.Listen, "--listen", cancellationToken) is not { } taken)
            {
                return new NodeHost(data, folder, Listening.AddressOf(data, settings.Listen));
            }

            await EndAsync(data, folder);
            return taken;
        }
        catch (NodeStartException problem)
        {
            await EndAsync(data, folder);
            return new Refusal(problem.IsRefused ? RefusalKind.Unauthenticated : RefusalKind.Unavailable, problem.Message);
        }
    }

    /// <summary>Refuses new calls, lets open ones finish, then ships what is left and ends.</summary>
    /// <param name="hurry">When cancelled, open calls are cut.</param>
    public Task StopAsync(CancellationToken hurry) => _data.StopAsync(hurry);

    public async ValueTask DisposeAsync() => await EndAsync(_data, _folder);

    private static WebApplication Build(NodeSettings settings, DataFolder folder, HostSurroundings around) => DataPlane.Build(
        settings.Listen,
        around.Time,
        gateway =>
        {
            gateway.Environment = settings.Environment;
            gateway.Durability = settings.Durability;
            DataPlane.Trust(gateway, settings.TrustedProxies);
            DataPlane.Limit(gateway, settings.Limits);
        },
        plane =>
        {
            TelemetryExport.AddTo(plane, around.Environment, prometheus: false);
            TelemetryExport.AddLogsTo(plane, around.Environment);
        },
        gateway => gateway.JoinControlPlane(link =>
        {
            foreach (var address in settings.ControlPlanes)
            {
                link.Addresses.Add(address);
            }

            // Whether a bare connection may be used was asked for with the settings.
            (link.Token, link.AllowHttp) = (settings.Token, true);
            (link.Gateway, link.MaxStale, link.Version) = (settings.Gateway, settings.MaxStale, ProductVersion.Text);
            (link.DataFolder, link.NodeId, link.Environment) = (folder.Location, folder.NodeId, around.Environment);
        }));

    private static async Task EndAsync(WebApplication? data, DataFolder folder)
    {
        if (data is not null)
        {
            await data.DisposeAsync();
        }

        folder.Dispose();
    }
}
