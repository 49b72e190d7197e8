using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.PolicyHosting;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.InputPolicies;

/// <summary>What would be said to a text, and to whom a key may talk, without a call.</summary>
internal sealed class InputPreview(GrantResolver grants, PolicyServicesFactory services) : IPolicyPreview
{
    public IReadOnlyList<string> Models(KeyRecord key) => grants.Configured(key).Refused(out _, out var configuration) ? [] : grants.Permitted(configuration, key);

    public async ValueTask<IReadOnlyList<PolicyResult>> PreviewAsync(KeyRecord key, string model, string text, CancellationToken cancellation = default)
    {
        if (grants.Configured(key).Refused(out _, out var configuration))
        {
            return [];
        }

        var (context, scope) = grants.Look(configuration, key, model);
        using var evaluation = scope.BeginPreview(new PolicyCall(context, services.For(configuration.Plan)));
        evaluation.Rewrite(text, source: new(TextRole.User, 0, TextPart.Content));
        return (await evaluation.CompleteAsync(cancellation).ConfigureAwait(false)).Policies;
    }
}
