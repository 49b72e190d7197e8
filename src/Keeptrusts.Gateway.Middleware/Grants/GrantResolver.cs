using Keeptrusts.Policy.Calls;
using Keeptrusts.Gateway.Middleware.Tokens;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Grants;

/// <summary>Step 2: what may this key do?</summary>
internal sealed class GrantResolver(IPolicySource policies, IOptions<GatewayOptions> options, TimeProvider time)
{
    public Step<Grant> Resolve(KeyRecord key, ChatRequest request, CallRecord record)
    {
        var found = Configured(key);
        if (found.Refused(out var refusal, out var configuration))
        {
            return refusal;
        }

        if (key.AllowedModels.Count > 0 && !Models.Matches(key.AllowedModels, request.Model))
        {
            return NotAllowed($"The key `{key.Name}` may not use this model. It may use: {string.Join(", ", key.AllowedModels)}.");
        }

        var candidates = Models.Serving(configuration.Plan, request.Model);
        if (candidates.Count == 0)
        {
            return Models.Unknown(configuration.Plan, key);
        }

        var call = new PolicyCall(Context(key, request.Model, candidates));
        var scope = configuration.Plan.Scope(call.Context, time.GetUtcNow());
        var admitted = scope.Admit(call, new AdmissionFacts
        {
            Model = request.Model,
            InputTokens = scope.CountsInput ? PromptTokens.Count(request) : null,
            OutputLimit = request.OutputLimit,
        });
        record.Take(admitted);
        if (admitted.Verdict >= Verdict.Escalate && admitted.Decider is { } decider)
        {
            var message = decider.Message ?? $"Policy `{decider.Name}` does not allow this model or these limits.";
            return NotAllowed($"{message} Allowed models: {Models.Listed(Allowed(configuration, key, scope, decider.Name))}.") with
            {
                Policy = decider.Name,
                ReasonCode = decider.ReasonCode,
            };
        }

        return new Grant(key, configuration, scope, call, request, candidates);
    }

    /// <summary>The configuration that governs the key's calls.</summary>
    public Step<PolicyConfiguration> Configured(KeyRecord key)
    {
        if (policies.Resolve(key) is not { } configuration)
        {
            return Disabled("No policy configuration is loaded for this key.");
        }

        return configuration.Plan.Enabled
            ? configuration
            : Disabled($"The configuration `{configuration.Label}` is switched off (`pack.enabled: false`).");
    }

    /// <summary>Whether a key's call of a model would be admitted, limits aside.</summary>
    public bool Admits(PolicyConfiguration configuration, KeyRecord key, string model)
    {
        var context = Context(key, model, Models.Serving(configuration.Plan, model));
        return configuration.Plan.Scope(context, time.GetUtcNow()).WouldAdmit(new PolicyCall(context), new AdmissionFacts { Model = model });
    }

    // Where no allowed model is known by name, the globs say what may be asked for.
    private List<string> Allowed(PolicyConfiguration configuration, KeyRecord key, ScopedPlan scope, string policy)
    {
        var names = Models.Names(configuration.Plan, key).Where(model => Admits(configuration, key, model)).ToList();
        return names.Count > 0 ? names : [.. scope.ModelRules.Where(rule => rule.Policy == policy).SelectMany(rule => rule.Allow)];
    }

    private PolicyContext Context(KeyRecord key, string model, IReadOnlyList<TargetPlan> candidates) => new()
    {
        Team = key.TeamId,
        Key = key.Name,
        User = key.Owner,
        Model = model,
        Providers = [.. candidates.Select(target => target.Id)],
        Environment = options.Value.Environment,
    };

    private static Refusal NotAllowed(string message) =>
        new() { Status = 403, Type = "invalid_request_error", Code = "model_not_allowed", Message = message, Param = "model" };

    private static Refusal Disabled(string message) =>
        new() { Status = 503, Type = "server_error", Code = "config_disabled", Message = message };
}
