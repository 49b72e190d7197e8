using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Templates;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>Brings what is in memory to what is in the database: at the start, and after another node changed something.</summary>
internal sealed class ConfigurationLoader(
    IConfigurationStore store, IGatewayStore gatewayStore, GatewayDirectory gateways, TemplateService templates, TemplateLibrary library,
    DerivedConfigurations derived, DocumentChecker checker, ILiveConfigurations live, ChangeGate gate)
{
    /// <summary>Reads gateways and templates anew.</summary>
    /// <param name="gatewayId">The gateway of this process.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task LoadGroundsAsync(string gatewayId, CancellationToken cancellationToken)
    {
        gateways.Load(await gatewayStore.ListAsync(cancellationToken));
        live.Govern(gateways.Find(gatewayId)?.Configuration ?? gatewayId);
        await templates.LoadAsync(cancellationToken);
    }

    /// <summary>Puts every version in force that the database says is and memory does not have.</summary>
    /// <returns>What could not be, in sentences.</returns>
    public async Task<IReadOnlyList<string>> LoadDeployedAsync(CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        var problems = new List<string>();
        var found = new List<PolicyConfiguration>();
        var inUse = gateways.All.SelectMany(g => derived.InUse.Select(t => DerivedDraft.NameOf(g.Id, t))).ToHashSet(StringComparer.Ordinal);
        foreach (var version in await store.DeployedAsync(cancellationToken))
        {
            if (live.Deployed.GetValueOrDefault(version.Configuration)?.Revision == version.Revision || (DerivedDraft.IsDerived(version.Configuration) && !inUse.Contains(version.Configuration)))
            {
                continue;
            }

            var check = checker.Of(version.Document, version.Source, accepted: true);
            if (check.Plan is { } plan)
            {
                found.Add(new(version.Configuration, version.Revision, plan));
            }
            else
            {
                problems.Add($"configuration {version.Label} does not load here, so keys and teams that have it are refused; {DiagnosticText.Of(version.Configuration, check.Errors.First())}");
            }
        }

        live.Put(found, []);
        return problems;
    }

    /// <summary>Makes sure that every key there is has a configuration: another node may have made one from a template that none here was taken from.</summary>
    public async Task EnsureInUseAsync(CancellationToken cancellationToken)
    {
        foreach (var template in derived.InUse.Where(t => gateways.All.Any(g => !live.Deployed.ContainsKey(DerivedDraft.NameOf(g.Id, t)))))
        {
            await EnsureAsync(template, cancellationToken);
        }
    }

    /// <summary>Makes sure that keys of a template have a configuration, before one is made.</summary>
    /// <returns>Why they cannot have one.</returns>
    public async Task<Refusal?> EnsureAsync(string template, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        derived.Want(template);
        if (gateways.All.All(g => live.Deployed.ContainsKey(DerivedDraft.NameOf(g.Id, template))))
        {
            return null;
        }

        var drafts = await derived.FollowingTemplateAsync(template, library.Find(template)?.Template, cancellationToken);
        if (drafts.SelectMany(d => d.Problems).FirstOrDefault() is { } problem)
        {
            derived.Forget(template);
            return new(RefusalKind.Conflict, $"the template `{template}` does not fit the gateway's configuration: {problem.Code}: {problem.Message}");
        }

        live.Put(await derived.StoreAsync(drafts, cancellationToken), []);
        return null;
    }
}
