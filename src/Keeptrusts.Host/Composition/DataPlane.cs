using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Registration;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime.Nodes;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Host.Composition;

/// <summary>The plane that models are called on: the gateway, and nothing around it.</summary>
internal static class DataPlane
{
    public static WebApplication Build(HostSettings settings, DataFolder folder, HostServices services)
    {
        // The gateway refuses what is too large, in the shape that SDKs read.
        var builder = PlaneBuilder.Create(settings.Listen, services.Time, maxRequestBytes: null);
        builder.Services.AddSingleton<IKeyStore>(services.Tokens);
        builder.Services.AddSingleton<IPolicySource>(services.Configurations);
        builder.Services.AddSingleton<ICounterStore>(services.Counters);
        builder.Services.AddSingleton<IHostHealth>(new NodeHealth(services.Changes, services.Pulse));
        builder.Services.AddSingleton(services.Oversight.Secrets);
        builder.Services.AddSingleton(services.Oversight.Desk);
        services.Budgets.AddToGateway(builder.Services);
        builder.Services.AddKeeptrustsGateway(gateway =>
        {
            gateway.Name = GatewayNode.LocalId;
            gateway.Environment = settings.Environment;
            gateway.JournalDirectory = folder.Journal;
            gateway.Durability = settings.Durability;
        });
        var app = builder.Build();
        services.Budgets.Attach(app.Services.GetRequiredService<IBudgetLeases>());
        app.MapKeeptrustsGateway();
        app.MapKeeptrustsGatewayFallback();
        return app;
    }
}
