using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.Api;
using Keeptrusts.Host.Console;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Creations;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime;

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
            .AddSingleton<ITokenDirectory>(services.Tokens)
            .AddSingleton<ILiveConfigurations>(services.Configurations)
            .AddSingleton<IPolicySource>(services.Configurations)
            .AddSingleton<IPrincipalDirectory>(new PrincipalDirectory(services.Tokens, machineTokenHash, services.Time))
            .AddSingleton(services.Audit)
            .AddSingleton(services.Arrivals)
            .AddSingleton(services.Addresses);
        builder.Services
            .AddSingleton<TokenService>()
            .AddSingleton<TeamService>()
            .AddSingleton<EventService>();
        services.Budgets.AddTo(builder.Services);
        services.Oversight.AddTo(builder.Services);
        builder.Services
            .AddSingleton<IIdempotencyStore>(services.IdempotencyStore)
            .AddSingleton<Idempotency>()
            .AddSingleton<ApiGuard>()
            .AddSingleton<IApiRoutes, TokenEndpoints>()
            .AddSingleton<IApiRoutes, TeamEndpoints>()
            .AddSingleton<EventTail>()
            .AddSingleton<IApiRoutes, EventEndpoints>()
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
