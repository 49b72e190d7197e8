using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.PolicyHosting;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.InputPolicies;

/// <summary>What would be said to a request, and to whom a key may talk, without a call.</summary>
internal sealed class InputPreview(GrantResolver grants, PolicyServicesFactory services) : IPolicyPreview
{
    public IReadOnlyList<string> Models(KeyRecord key) => grants.Configured(key).Refused(out _, out var configuration) ? [] : grants.Permitted(configuration, key);

    public async ValueTask<IReadOnlyList<PolicyResult>> PreviewAsync(KeyRecord key, ReadOnlyMemory<byte> chat, string? untrusted = null, CancellationToken cancellation = default)
    {
        if (grants.Configured(key).Refused(out _, out var configuration))
        {
            return [];
        }

        if (new RequestReader().Read(Surface.Chat, chat, out var fault) is not { } request || (fault = UntrustedMessages.Mark(request, untrusted)) is not null)
        {
            throw new ArgumentException(fault!.Message, nameof(chat));
        }

        var (context, scope) = grants.Look(configuration, key, request.Model);
        using var evaluation = scope.BeginPreview(new PolicyCall(context, services.For(configuration.Plan)));
        InputInspection.Judge(request, evaluation, new JsonEdits());
        return (await evaluation.CompleteAsync(cancellation).ConfigureAwait(false)).Policies;
    }
}
