using System.Runtime.CompilerServices;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.PolicyHosting;

/// <summary>What policies need from this host. Clock, counters and secrets are one for all plans; moderation services are a plan's own targets.</summary>
/// <param name="time">The clock.</param>
/// <param name="counters">Counts across all calls, and across changes of the plan.</param>
/// <param name="secrets">The secrets of targets.</param>
/// <param name="http">Reaches moderation services.</param>
/// <param name="transport">The host's own way to them; <see langword="null"/>: over <paramref name="http"/>.</param>
internal sealed class PolicyServicesFactory(
    TimeProvider time, ICounterStore counters, ISecretSource secrets, ModerationClient http, IModerationTransport? transport = null)
{
    private readonly ConditionalWeakTable<PolicyPlan, PolicyServices> _services = [];

    public PolicyServices For(PolicyPlan plan) => _services.TryGetValue(plan, out var known) ? known : _services.GetValue(plan, Build);

    private PolicyServices Build(PolicyPlan plan) => new()
    {
        Time = time,
        Counters = counters,
        Secrets = reference => secrets.Find(reference, null),
        Moderation = transport ?? new ModerationTransport(plan.Targets, secrets, http),
    };
}
