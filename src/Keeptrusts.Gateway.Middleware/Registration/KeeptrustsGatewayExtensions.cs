using System.Diagnostics.Metrics;
using Keeptrusts.Gateway.Middleware.Accounting;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Authentication;
using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Contents;
using Keeptrusts.Gateway.Middleware.Endpoints;
using Keeptrusts.Gateway.Middleware.Escalations;
using Keeptrusts.Gateway.Middleware.Files;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.InputPolicies;
using Keeptrusts.Gateway.Middleware.Pipeline;
using Keeptrusts.Gateway.Middleware.PolicyHosting;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Providers;
using Keeptrusts.Gateway.Middleware.Providers.ChatClients;
using Keeptrusts.Gateway.Middleware.Routing;
using Keeptrusts.Gateway.Middleware.Telemetry;
using Keeptrusts.Gateway.Middleware.Tokens;
using Keeptrusts.Policy.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Registration;

/// <summary>Adds the gateway to an ASP.NET host.</summary>
public static class KeeptrustsGatewayExtensions
{
    /// <summary>
    /// Registers the gateway. Policies and keys come from the files that the settings name (<see cref="GatewayOptions.PolicyConfig"/>,
    /// <see cref="GatewayOptions.KeyFile"/>), or from the host's own ports <see cref="IPolicySource"/> and <see cref="IKeyStore"/>;
    /// without a secret source, secrets come from environment variables. Rate limits count in memory unless an <see cref="ICounterStore"/> is
    /// registered; budgets are the gateway's own unless an <see cref="IBudgetAuthority"/> is; further budgets and prices come from an
    /// <see cref="IBudgetSource"/> and an <see cref="IPriceSource"/>, where there are; moderation services are reached over HTTP unless an
    /// <see cref="IModerationTransport"/> is. Calls that a policy escalates can be approved where an <see cref="IEscalationDesk"/> is registered; otherwise
    /// they stay refused. Policies that have texts hashed for events (<c>content: hash</c>) need a key: <see cref="GatewayOptions.ContentHashKey"/>, or an
    /// <see cref="IContentKeySource"/>. Targets of provider <c>chat-client</c> are the chat clients that the host registers under their names
    /// (<c>AddKeyedChatClient</c>). <see cref="KeeptrustsControlPlaneExtensions.UseControlPlane"/> after it takes all of that from a control plane.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <returns>The gateway, for what else it shall do.</returns>
    public static KeeptrustsGatewayBuilder AddKeeptrustsGateway(this IServiceCollection services, Action<GatewayOptions>? configure = null)
    {
        services.AddOptions<GatewayOptions>().Configure(options => configure?.Invoke(options));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ISecretSource, EnvironmentSecretSource>();

        services.TryAddSingleton<IPolicySource, FilePolicySource>();
        services.TryAddSingleton<IKeyStore, FileKeyStore>();
        services.AddHostedService<FileWatch>();

        services.TryAddSingleton<IHostHealth, AllIsWell>();
        services.TryAddSingleton<ICounterStore, MemoryCounterStore>();

        services.AddSingleton<OpenCalls>();
        services.AddSingleton<IOpenCalls>(host => host.GetRequiredService<OpenCalls>());
        services.AddSingleton<KeyAuthentication>();
        services.AddSingleton<ModerationClient>();
        services.AddSingleton(host => new PolicyServicesFactory(
            host.GetRequiredService<TimeProvider>(),
            host.GetRequiredService<ICounterStore>(),
            host.GetRequiredService<ISecretSource>(),
            host.GetRequiredService<ModerationClient>(),
            host.GetService<IModerationTransport>()));
        services.AddSingleton<EscalationGate>();
        services.AddSingleton<GrantResolver>();
        services.AddSingleton<IPolicyPreview, InputPreview>();
        services.AddSingleton<ContentStage>();
        services.AddMetrics();
        services.AddSingleton(host => new RoutingMetrics(
            host.GetRequiredService<IMeterFactory>(),
            () => host.GetRequiredService<TargetHealths>().Targets.Select(target => (target.Target, BreakerStates.Rank(target.State)))));
        services.AddSingleton<CallMetrics>();
        services.AddSingleton<CallTelemetry>();
        services.AddSingleton<TargetHealths>();
        services.AddSingleton<ITargetHealth>(host => host.GetRequiredService<TargetHealths>());
        services.AddSingleton(host => new TargetPrices(host.GetService<IPriceSource>()));
        services.AddSingleton<TargetOrder>();
        services.AddSingleton<ITranslatability, Translatability>();
        services.AddSingleton<RouteResolver>();
        services.AddSingleton<Journal>();
        services.AddSingleton<IEventFeed, JournalFeed>();
        services.AddSingleton<IConfigurationHealth, ConfigurationHealth>();
        services.AddSingleton(host => new BudgetLedger(host.GetRequiredService<Journal>(), host.GetRequiredService<TimeProvider>(), host.GetService<IBudgetAuthority>() is not null));
        services.AddSingleton(host => new BudgetLeases(
            host.GetRequiredService<BudgetLedger>(),
            host.GetService<IBudgetAuthority>(),
            host.GetRequiredService<IOptions<GatewayOptions>>(),
            host.GetRequiredService<TimeProvider>(),
            host.GetRequiredService<ILogger<BudgetLeases>>()));
        services.AddSingleton<IBudgetLeases>(host => host.GetRequiredService<BudgetLeases>());
        services.AddSingleton(host => new BudgetReservation(
            host.GetRequiredService<BudgetLedger>(),
            host.GetService<IBudgetAuthority>() is null ? null : host.GetRequiredService<BudgetLeases>(),
            host.GetService<IBudgetSource>(),
            host.GetService<IPriceSource>()));
        services.AddSingleton<UpstreamClient>();
        services.AddSingleton<ChatClientTarget>();
        services.AddSingleton<ProviderStage>();
        services.AddSingleton<WholeExchange>();
        services.AddSingleton<StreamExchange>();
        services.AddSingleton<AccountingStage>();
        services.AddSingleton<AttemptEnds>();
        services.AddSingleton<FurtherAttempts>();
        services.AddSingleton<AuditStage>();
        services.AddSingleton<GatewayPipeline>();

        services.AddHostedService<TokenizerWarmUp>();
        services.AddSingleton<CallLimit>();
        services.AddSingleton<CallEndpoint>();
        services.AddSingleton<ModelsEndpoint>();
        services.AddSingleton<HealthEndpoints>();
        return new(services);
    }

    /// <summary>
    /// Maps <c>POST /v1/chat/completions</c>, <c>/v1/responses</c>, <c>/v1/completions</c>, <c>/v1/embeddings</c> and <c>/v1/moderations</c>,
    /// <c>GET /v1/models</c>, the same as Azure has it (<c>/openai/deployments/{deployment}/…</c>, <c>/openai/v1/…</c>), <c>/health</c>, <c>/healthz</c> and
    /// <c>/readyz</c>. Every other route below <c>/v1</c> and <c>/openai</c> gets 404 in OpenAI's shape: nothing is forwarded ungoverned.
    /// </summary>
    /// <param name="endpoints">The host's routes.</param>
    /// <returns>A builder for conventions of all these routes.</returns>
    /// <exception cref="InvalidOperationException"><see cref="AddKeeptrustsGateway"/> or a port is missing.</exception>
    public static IEndpointConventionBuilder MapKeeptrustsGateway(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        if (services.GetService<CallLimit>() is null)
        {
            throw new InvalidOperationException("The gateway is not registered; call `builder.Services.AddKeeptrustsGateway()` first.");
        }

        var calls = services.GetRequiredService<CallEndpoint>();
        var models = services.GetRequiredService<ModelsEndpoint>();
        var health = services.GetRequiredService<HealthEndpoints>();

        var group = endpoints.MapGroup("");
        GatewayRoutes.MapOpenAI(group, calls, models);
        GatewayRoutes.MapAzure(group, calls, models);
        group.MapGet("/health", (RequestDelegate)HealthEndpoints.AliveAsync);
        group.MapGet("/healthz", (RequestDelegate)HealthEndpoints.AliveAsync);
        group.MapGet("/readyz", (RequestDelegate)health.ReadyAsync);
        return group;
    }

    /// <summary>
    /// Answers every route that nothing else serves with 404 in OpenAI's shape. For hosts that serve the gateway and nothing else on a
    /// port; others keep their own answer to unknown routes outside <c>/v1</c>.
    /// </summary>
    /// <param name="endpoints">The host's routes.</param>
    public static IEndpointConventionBuilder MapKeeptrustsGatewayFallback(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapFallback("{**route}", OpenAIErrors.UnknownRouteAsync);
}
