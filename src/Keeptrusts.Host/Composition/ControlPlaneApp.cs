using Keeptrusts.Host.Api;
using Keeptrusts.Host.Console;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Audit;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.ControlPlane.Events.Trail;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.ControlPlane.Usage;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Host.Storage;

namespace Keeptrusts.Host.Composition;

/// <summary>The plane of people and their tools: API and console.</summary>
internal static class ControlPlaneApp
{
    private const long MaxRequestBytes = 1024 * 1024;

    public static WebApplication Build(HostSettings settings, HostServices services, byte[] machineTokenHash)
    {
        var builder = PlaneBuilder.Create(settings.Control, services.Time, MaxRequestBytes);
        builder.Services
            .AddSingleton<ITokenStore>(services.TokenStore)
            .AddSingleton<ITeamStore>(services.TeamStore)
            .AddSingleton<IGatewayStore>(services.GatewayStore)
            .AddSingleton<IConfigurationStore>(services.ConfigurationStore)
            .AddSingleton<IEventStore>(services.EventStore)
            .AddSingleton<ITrailStore>(services.TrailStore)
            .AddSingleton<IUsageStore>(new UsageStore(services.Database))
            .AddSingleton<IAuditStore>(new AuditStore(services.Database))
            .AddSingleton(services.CheckpointKey)
            .AddSingleton(services.Intake)
            .AddSingleton<ITokenDirectory>(services.Tokens)
            .AddSingleton<ILiveConfigurations>(services.Configurations)
            .AddSingleton<IPrincipalDirectory>(new PrincipalDirectory(services.Tokens, machineTokenHash, services.Time))
            .AddSingleton(services.Audit)
            .AddSingleton(services.Arrivals)
            .AddSingleton(services.Addresses);
        builder.Services
            .AddSingleton<TokenService>()
            .AddSingleton<TeamService>()
            .AddSingleton<EventService>()
            .AddSingleton<EventExport>()
            .AddSingleton<UsageService>();
        builder.Services
            .AddSingleton<ApiGuard>()
            .AddSingleton<IApiRoutes, TokenEndpoints>()
            .AddSingleton<IApiRoutes, TeamEndpoints>()
            .AddSingleton<EventTail>()
            .AddSingleton<IApiRoutes, EventEndpoints>()
            .AddSingleton<IApiRoutes, TrailEndpoints>()
            .AddSingleton<IApiRoutes, UsageEndpoints>()
            .AddSingleton<IApiRoutes, AuditEndpoints>()
            .AddSingleton<IApiRoutes, ConfigurationEndpoints>()
            .AddSingleton<ControlApi>()
            .AddSingleton<ConsolePage>();

        var app = builder.Build();
        if (!settings.BehindProxy)
        {
            app.UseHostNameGuard();
        }

        app.Services.GetRequiredService<ConsolePage>().Map(app);
        app.Services.GetRequiredService<ControlApi>().Map(app);
        return app;
    }
}
