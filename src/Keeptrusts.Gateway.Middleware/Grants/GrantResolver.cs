using System.Net;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Gateway.Middleware.Tokens;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Escalations;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.PolicyHosting;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Grants;

/// <summary>Step 2: what may this key do?</summary>
internal sealed class GrantResolver(
    IPolicySource policies, PolicyServicesFactory services, EscalationGate escalations, IHostHealth host, IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>Longest wait for shares of limits that several gateways share. Who gives them out says no at once; so this is for one that does not answer.</summary>
    private static readonly TimeSpan RefillPatience = TimeSpan.FromSeconds(2);

    public async ValueTask<Step<Grant>> ResolveAsync(KeyRecord key, ModelRequest request, CallRecord record)
    {
        var found = Configured(key);
        if (found.Refused(out var refusal, out var configuration))
        {
            return refusal;
        }

        if (ActingUser.Note(key, request, record) is { } unusable)
        {
            return unusable;
        }

        var group = configuration.Plan.FindGroup(request.Model);
        if (!Models.IsFor(key, Models.Facts(request.Model, group)))
        {
            return AdmissionRefusals.ModelNotAllowed($"The key `{key.Name}` may not use this model. It may use: {string.Join(", ", key.AllowedModels)}.");
        }

        var candidates = group?.Targets ?? Models.Serving(configuration.Plan, request.Model);
        if (candidates.Count == 0)
        {
            return Models.Unknown(configuration.Plan, key);
        }

        candidates = [.. candidates.Where(target => request.Surface.IsServedBy(target.Dialect))];
        if (candidates.Count == 0)
        {
            return Models.Unsupported(request.Surface);
        }

        var context = Context(key, request.Model, group, candidates) with { User = record.User, Ip = Address(record.Call.Remote) };
        var scope = configuration.Plan.Scope(context, time.GetUtcNow());
        var call = Begin(context, configuration, request, record);
        var facts = Models.Facts(request.Model, group) with
        {
            InputTokens = scope.CountsInput ? PromptTokens.Count(request) : null,
            OutputLimit = request.OutputLimit,
        };
        var admitted = scope.Admit(call, facts);
        while (admitted.Verdict == Verdict.Escalate)
        {
            if ((await escalations.ReviewRequestAsync(new(key, configuration, scope, request, record), admitted, request.Body).ConfigureAwait(false)).Refused(out refusal, out _))
            {
                record.Take(admitted);
                return refusal;
            }

            // What was allowed only warns now; those that count were not asked before.
            call.Lifted.UnionWith(admitted.Policies.Where(policy => policy.Verdict == Verdict.Escalate).Select(policy => policy.Name));
            admitted = scope.Admit(call, facts);
        }

        var begun = time.GetTimestamp();
        while (admitted.ReasonCode == ReasonCodes.RateLimitExceeded && call.Refill is { } refill && RefillPatience - time.GetElapsedTime(begun) is { Ticks: > 0 } patience)
        {
            // This gateway's share is used up, not the limit: more was asked for, and the call may be let in yet. The next limit may have to be asked for too.
            await refill.WaitAsync(patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var again = Begin(context, configuration, request, record);
            again.Lifted.UnionWith(call.Lifted);
            call = again;
            admitted = scope.Admit(call, facts);
        }

        record.Take(admitted);
        if (admitted.Verdict >= Verdict.Escalate)
        {
            return AdmissionRefusals.Of(admitted, call, record.Call, policy => Models.Listed(Allowed(configuration, key, scope, policy)));
        }

        return new Grant(key, configuration, scope, call, request, candidates) { Group = group };
    }

    private PolicyCall Begin(PolicyContext context, PolicyConfiguration configuration, ModelRequest request, CallRecord record)
    {
        var call = new PolicyCall(context, services.For(configuration.Plan)) { EarlierToolCalls = request.ToolCalls };
        record.PolicyCall = call;
        return call;
    }

    /// <summary>The configuration that governs the key's calls.</summary>
    public Step<PolicyConfiguration> Configured(KeyRecord key)
    {
        if (host.StaleSince is { } since)
        {
            return Stale(since);
        }

        if (policies.Resolve(key) is not { } configuration)
        {
            return Disabled("No policy configuration is loaded for this key.");
        }

        return configuration.Plan.Enabled
            ? configuration
            : Disabled($"The configuration `{configuration.Label}` is switched off (`pack.enabled: false`).");
    }

    /// <summary>The configuration that governs the key's calls, whether or not it lets them pass.</summary>
    public PolicyConfiguration? Governing(KeyRecord key) => policies.Resolve(key);

    /// <summary>Whether a key's call of a model would be admitted, limits aside.</summary>
    public bool Admits(PolicyConfiguration configuration, KeyRecord key, string model)
    {
        var (context, scope) = Look(configuration, key, model);
        return scope.WouldAdmit(new PolicyCall(context), Models.Facts(configuration.Plan, model));
    }

    /// <summary>Whether a target would get a key's call of a model, limits and texts aside.</summary>
    public bool Serves(PolicyConfiguration configuration, KeyRecord key, string model) =>
        Models.IsFor(key, Models.Facts(configuration.Plan, model))
        && (configuration.Plan.FindGroup(model)?.Targets ?? Models.Serving(configuration.Plan, model)).Count > 0
        && Admits(configuration, key, model);

    /// <summary>The models that a key may ask for.</summary>
    public IReadOnlyList<string> Permitted(PolicyConfiguration configuration, KeyRecord key) => [.. Models.Names(configuration.Plan, key).Where(model => Admits(configuration, key, model))];

    /// <summary>The policies that a key's call of a model would meet; there is none.</summary>
    public (PolicyContext Context, ScopedPlan Scope) Look(PolicyConfiguration configuration, KeyRecord key, string model)
    {
        var group = configuration.Plan.FindGroup(model);
        var context = Context(key, model, group, group?.Targets ?? Models.Serving(configuration.Plan, model));
        return (context, configuration.Plan.Scope(context, time.GetUtcNow()));
    }

    // Where no allowed model is known by name, the globs say what may be asked for.
    private List<string> Allowed(PolicyConfiguration configuration, KeyRecord key, ScopedPlan scope, string policy)
    {
        var names = Models.Names(configuration.Plan, key).Where(model => Admits(configuration, key, model)).ToList();
        return names.Count > 0 ? names : [.. scope.ModelRules.Where(rule => rule.Policy == policy).SelectMany(rule => rule.Allow)];
    }

    private PolicyContext Context(KeyRecord key, string model, ModelGroup? group, IReadOnlyList<TargetPlan> candidates) => new()
    {
        Team = key.TeamId,
        Key = key.Name,
        Lineage = key.LineageId,
        User = key.Owner,
        Roles = key.Roles,
        Model = model,
        CandidateModels = group?.AllNames ?? [],
        Providers = [.. candidates.Select(target => target.Id)],
        Environment = options.Value.Environment ?? options.Value.DefaultEnvironment(),
    };

    // An address of the older protocol that comes in through a socket of the newer one is the same caller.
    private static string? Address(IPAddress? remote) => (remote is { IsIPv4MappedToIPv6: true } ? remote.MapToIPv4() : remote)?.ToString();

    private static Refusal Stale(DateTimeOffset since) => new()
    {
        Status = 503,
        Type = "server_error",
        Code = "config_stale",
        Message = $"The gateway has been cut off from its control plane since {since:u}, too long to know which keys and policies count. It serves again when the control plane can be reached.",
        Retryable = true,
    };

    private static Refusal Disabled(string message) =>
        new() { Status = 503, Type = "server_error", Code = "config_disabled", Message = message };
}
