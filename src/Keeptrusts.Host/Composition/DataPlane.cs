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
    public static WebApplication Build(HostSettings settings, DataFolder folder, HostServices services, Func<string, string?> surroundings) => Build(
        settings.Listen,
        services.Time,
        gateway =>
        {
            gateway.Name = GatewayNode.LocalId;
            gateway.Environment = settings.Environment ?? services.Configuring.Directory.Find(GatewayNode.LocalId)?.Environment;
            gateway.JournalDirectory = folder.Journal;
            gateway.Durability = settings.Durability;
            Trust(gateway, settings.TrustedProxies);
            Limit(gateway, settings.Limits);
        },
        plane =>
        {
            plane.Services.AddSingleton(services.Chat.Keys);
            plane.Services.AddSingleton<IPolicySource>(services.Configurations);
            plane.Services.AddSingleton<ICounterStore>(services.Counters);
            plane.Services.AddSingleton<IHostHealth>(new NodeHealth(services.Changes, services.Pulse));
            plane.Services.AddSingleton(services.Oversight.Secrets);
            plane.Services.AddSingleton(services.Oversight.Desk);
            plane.Services.AddSingleton(services.Oversight.ContentKeys);
            services.Budgets.AddToGateway(plane.Services);
            TelemetryExport.AddLogsTo(plane, surroundings);
        });

    /// <param name="listen">Where it listens.</param>
    /// <param name="time">The clock.</param>
    /// <param name="configure">Settings of the gateway.</param>
    /// <param name="supply">Supplies the gateway's ports, and what else the plane has.</param>
    /// <param name="join">Makes it a node of a control plane elsewhere.</param>
    public static WebApplication Build(
        ListenAddress listen, TimeProvider time, Action<GatewayOptions> configure, Action<WebApplicationBuilder> supply, Action<KeeptrustsGatewayBuilder>? join = null)
    {
        // The gateway refuses what is too large, in the shape that SDKs read.
        var builder = PlaneBuilder.Create(listen, time, maxRequestBytes: null);
        supply(builder);
        var gateway = builder.Services.AddKeeptrustsGateway(configure);
        join?.Invoke(gateway);
        var app = builder.Build();
        app.MapKeeptrustsGateway();
        app.MapKeeptrustsGatewayFallback();
        return app;
    }

    /// <summary>Names the proxies in front whose <c>X-Forwarded-For</c> says who calls.</summary>
    public static void Trust(GatewayOptions gateway, IReadOnlyList<IPNetwork> proxies)
    {
        foreach (var network in proxies)
        {
            gateway.TrustedProxies.Add(network);
        }
    }

    /// <summary>Sets the limits that were asked for.</summary>
    public static void Limit(GatewayOptions gateway, GatewayLimits limits)
    {
        gateway.MaxRequestBytes = limits.MaxRequestBytes ?? gateway.MaxRequestBytes;
        gateway.MaxResponseBytes = limits.MaxResponseBytes ?? gateway.MaxResponseBytes;
        gateway.MaxConcurrentCalls = limits.MaxConcurrentCalls ?? gateway.MaxConcurrentCalls;
        gateway.KeepAliveSeconds = limits.KeepAliveSeconds ?? gateway.KeepAliveSeconds;
    }
}
