using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.Api;
using Keeptrusts.Host.Console.Hosting;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Approvals;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Creations;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Nodes;
using Keeptrusts.Host.ControlPlane.SignIn;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.ControlPlane.Tokens.SelfService;
using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime;

namespace Keeptrusts.Host.Composition;

/// <summary>The plane of people and their tools: API and console.</summary>
internal static class ControlPlaneApp
{
    private const long MaxRequestBytes = 1024 * 1024;

    public static WebApplication Build(HostSettings settings, HostServices services, byte[] machineTokenHash, Func<string, string?> environment)
    {
        var builder = PlaneBuilder.Create(settings.Control, services.Time, MaxRequestBytes, ConsoleHosting.Options);
        builder.WebHost.UseStaticWebAssets();
        TelemetryExport.AddTo(builder, environment, prometheus: true);
        builder.Services
            .AddSingleton<ITokenStore>(services.TokenStore)
            .AddSingleton<ITeamStore>(services.TeamStore)
            .AddSingleton<IConfigurationStore>(services.Configuring.Store)
            .AddSingleton<IUserStore>(services.UserStore)
            .AddSingleton<IApprovalStore>(services.ApprovalStore)
            .AddSingleton<ITokenDirectory>(services.Tokens)
            .AddSingleton<ICallCuts>(services.Cuts)
            .AddSingleton<ITeamDirectory>(services.Teams)
            .AddSingleton<IPeople>(services.People)
            .AddSingleton<ITemplateRules>(services.Configuring.Library)
            .AddSingleton(services.Configuring.Directory)
            .AddSingleton(services.Configuring.Loader)
            .AddSingleton<ILiveConfigurations>(services.Configurations)
            .AddSingleton<IPolicySource>(services.Configurations)
            .AddSingleton(services.Configuring.Checker)
            .AddSingleton(services.Configuring.Linted)
            .AddSingleton(services.Configuring.Editor)
            .AddSingleton(services.Configuring.Gateways)
            .AddSingleton(services.Configuring.Templates)
            .AddSingleton<IPrincipalDirectory>(new PrincipalDirectory(services.Tokens, services.People, machineTokenHash, services.Time))
            .AddSingleton(services.Audit)
            .AddSingleton(services.Addresses);
        builder.Services
            .AddSingleton<TokenFinder>()
            .AddSingleton<SelfServiceDesk>()
            .AddSingleton<ApprovalRequests>()
            .AddSingleton<TokenService>()
            .AddSingleton<TokenRotation>()
            .AddSingleton<ApprovalService>()
            .AddSingleton<TokenKeeper>()
            .AddSingleton<TeamService>()
            .AddSingleton<MemberService>()
            .AddSingleton<UserService>();
        services.Trail.AddTo(builder.Services);
        services.Budgets.AddTo(builder.Services);
        services.Oversight.AddTo(builder.Services);
        services.Chat.AddTo(builder.Services);
        builder.Services
            .AddSingleton<IIdempotencyStore>(services.IdempotencyStore)
            .AddSingleton<Idempotency>()
            .AddSingleton<ApiGuard>()
            .AddSingleton<ApprovalAnswer>()
            .AddSingleton<IApiRoutes, TokenEndpoints>()
            .AddSingleton<IApiRoutes, TokenCareEndpoints>()
            .AddSingleton<IApiRoutes, ApprovalEndpoints>()
            .AddSingleton<IApiRoutes, TeamEndpoints>()
            .AddSingleton<IApiRoutes, MemberEndpoints>()
            .AddSingleton<IApiRoutes, UserEndpoints>()
            .AddSingleton<IApiRoutes, ConfigurationEndpoints>()
            .AddSingleton<IApiRoutes, ConfigurationChangeEndpoints>()
            .AddSingleton<IApiRoutes, GatewayEndpoints>()
            .AddSingleton<IApiRoutes, TemplateEndpoints>()
            .AddSingleton<IApiRoutes, LintEndpoint>()
            .AddSingleton<IApiRoutes, WhoAmIEndpoint>()
            .AddSingleton<MetricsEndpoint>()
            .AddSingleton<IApiRoutes>(control => control.GetRequiredService<MetricsEndpoint>())
            .AddSingleton<IApiRoutes, SignInLinkEndpoints>()
            .AddSingleton<ControlApi>();
        builder.Services
            .AddSingleton<ISignInStore>(services.SignInStore)
            .AddSingleton<ISessionDirectory>(new SessionDirectory(services.People))
            .AddSingleton(services.SignInLinks)
            .AddSingleton(services.Passwords)
            .AddSingleton<SignInThrottle>()
            .AddSingleton<SignInService>()
            .AddSingleton<ApiCaller>();
        builder.Services.AddConsole(settings, services.Ring);

        builder.Services
            .AddSingleton<INodeFeed>(services.NodeFeed)
            .AddSingleton(services.NodeAuthority)
            .AddSingleton<INodeSessions>(services.NodeStore)
            .AddSingleton(services.Local)
            .AddSingleton<GatewayNodes>()
            .AddSingleton(services.Links)
            .AddSingleton(services.Budgets.Authority)
            .AddSingleton<IEventIntake>(services.Trail.Intake)
            .AddSingleton(services.Oversight.Desk)
            .AddSingleton(services.Oversight.ContentKeys)
            .AddSingleton<IApiRoutes, NodeEndpoints>();

        var app = builder.Build();
        app.UseWebSockets();
        if (settings.BehindProxy)
        {
            app.UseProxy(settings.TrustedProxies);
        }
        else
        {
            app.UseHostNameGuard();
        }

        app.UseConsole();
        app.UseRouting();
        app.Services.GetRequiredService<MetricsEndpoint>().Serve(TelemetryExport.Scraping(app));
        app.Services.GetRequiredService<ControlApi>().Map(app);
        return app;
    }
}
