using System.Net;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Registration;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime.Nodes;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Host.Composition;

/// <summary>The plane that models are called on: the gateway, and nothing around it.</summary>
internal static class DataPlane
{
    public static WebApplication Build(HostSettings settings, DataFolder folder, HostServices services, Func<string, string?> surroundings) =>
        Build(settings.Listen, GatewayNode.LocalId, settings.Environment ?? services.Configuring.Directory.Find(GatewayNode.LocalId)?.Environment, settings.Durability, settings.TrustedProxies, folder, services.Time, (plane, ports) =>
        {
            ports.AddSingleton(services.Chat.Keys);
            ports.AddSingleton<IPolicySource>(services.Configurations);
            ports.AddSingleton<ICounterStore>(services.Counters);
            ports.AddSingleton<IHostHealth>(new NodeHealth(services.Changes, services.Pulse));
            ports.AddSingleton(services.Oversight.Secrets);
            ports.AddSingleton(services.Oversight.Desk);
            ports.AddSingleton(services.Oversight.ContentKeys);
            services.Budgets.AddToGateway(ports);
            TelemetryExport.AddLogsTo(plane, surroundings);
        });

    /// <param name="listen">Where it listens.</param>
    /// <param name="name">The gateway that it serves as.</param>
    /// <param name="environment">The deployment environment that selectors see.</param>
    /// <param name="durability">When an event counts as recorded.</param>
    /// <param name="trustedProxies">Proxies in front whose <c>X-Forwarded-For</c> says who calls.</param>
    /// <param name="folder">Where its journal is kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="supply">Supplies the gateway's ports, and what else the plane has.</param>
    public static WebApplication Build(
        ListenAddress listen, string name, string? environment, JournalDurability durability, IReadOnlyList<IPNetwork> trustedProxies, DataFolder folder, TimeProvider time, Action<WebApplicationBuilder, IServiceCollection> supply)
    {
        // The gateway refuses what is too large, in the shape that SDKs read.
        var builder = PlaneBuilder.Create(listen, time, maxRequestBytes: null);
        supply(builder, builder.Services);
        builder.Services.AddKeeptrustsGateway(gateway =>
        {
            gateway.Name = name;
            gateway.Environment = environment;
            gateway.JournalDirectory = folder.Journal;
            gateway.Durability = durability;
            foreach (var network in trustedProxies)
            {
                gateway.TrustedProxies.Add(network);
            }
        });
        var app = builder.Build();
        app.MapKeeptrustsGateway();
        app.MapKeeptrustsGatewayFallback();
        return app;
    }
}
