using Keeptrusts.Gateway.Middleware.PolicyHosting;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>Governs chat clients in process.</summary>
public static class KeeptrustsChatClientBuilderExtensions
{
    /// <summary>
    /// Judges every call of the client by a plan: what is asked (all texts, definitions of functions, their calls and results), and what is said, also in
    /// streams, whose texts are redacted as they pass. A refused call throws <see cref="PolicyViolationException"/>, one that a human would have to decide on
    /// <see cref="EscalationRequiredException"/>. In a builder's chain the order is <c>UseFunctionInvocation</c>, <c>UseKeeptrustsPolicy</c>, and then what may
    /// only see redacted texts (caches, telemetry, logs): so the results of functions are judged before the model sees them, and calls before they are made.
    /// Rate limits count in the <see cref="ICounterStore"/> of the builder's services, or in the client.
    /// </summary>
    /// <param name="builder">The client's builder.</param>
    /// <param name="plan">The policies.</param>
    /// <param name="context">Who calls; by default nobody in particular.</param>
    public static ChatClientBuilder UseKeeptrustsPolicy(this ChatClientBuilder builder, PolicyPlan plan, PolicyContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var governance = new ChatGovernance { Plan = plan, Context = context ?? new() };
        return builder.UseKeeptrustsPolicy(_ => governance);
    }

    /// <summary>The same, with policies and caller of the moment.</summary>
    /// <param name="builder">The client's builder.</param>
    /// <param name="current">Says what governs a call with these options; asked once a call.</param>
    public static ChatClientBuilder UseKeeptrustsPolicy(this ChatClientBuilder builder, Func<ChatOptions?, ChatGovernance> current)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(current);
        return builder.Use((inner, services) =>
        {
            var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
            if (services.GetService<PolicyServicesFactory>() is { } shared)
            {
                return new GovernedChatClient(inner, current, new(shared.For, time), owned: null);
            }

            var http = new ModerationClient();
            var own = new PolicyServicesFactory(
                time,
                services.GetService<ICounterStore>() ?? new MemoryCounterStore(time),
                services.GetService<ISecretSource>() ?? new EnvironmentSecretSource(),
                http,
                services.GetService<IModerationTransport>());
            return new GovernedChatClient(inner, current, new(own.For, time), http);
        });
    }
}
