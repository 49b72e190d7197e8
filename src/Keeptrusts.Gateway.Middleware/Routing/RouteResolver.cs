using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.InputPolicies;
using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>Step 4: which target may answer? The first candidate, in the document's order, whose key is there.</summary>
internal sealed class RouteResolver(ISecretSource secrets)
{
    public Step<Route> Resolve(ClearedCall cleared)
    {
        string? missing = null;
        foreach (var target in cleared.Grant.Candidates)
        {
            if (target.Secret is not { } reference)
            {
                return new Route(cleared, target, null);
            }

            if (secrets.Find(reference) is { Length: > 0 } secret)
            {
                return new Route(cleared, target, secret);
            }

            missing ??= $"Target `{target.Id}` has no key: `{reference.Name}` ({reference.Source}) is not set where the gateway runs.";
        }

        return new Refusal
        {
            Status = 503,
            Type = "upstream_error",
            Code = "no_target_available",
            Message = missing ?? "No target is available for this model.",
        };
    }
}
