using System.Collections.Concurrent;
using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Nodes;
using Keeptrusts.Host.ControlPlane.Secrets;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.Runtime.Budgets;
using Keeptrusts.Host.Runtime.Changes;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.Runtime.Nodes;

/// <summary>Reads for gateway nodes what this process serves by itself.</summary>
internal sealed class NodeFeed(
    ChangeWatcher changes, TokenSnapshot tokens, CutBoard cuts, ITeamStore teams, IGatewayStore gateways, IConfigurationStore configurations, ILiveConfigurations live,
    EnvironmentAllowList variables, SecretSnapshot secrets, NodeBudgets budgets, Func<bool> holdsAnswers) : INodeFeed
{
    private readonly ConcurrentDictionary<string, NodeSnapshot> _last = new(StringComparer.Ordinal);

    public Task Next => changes.Next;

    public async Task<NodeSnapshot?> ReadAsync(string gateway, CancellationToken cancellationToken)
    {
        try
        {
            var now = await ReadNowAsync(gateway, cancellationToken);
            if (now is not null)
            {
                _last[gateway] = now;
            }

            return now;
        }
        catch (Exception exception) when (exception is not OperationCanceledException && _last.TryGetValue(gateway, out var last))
        {
            // The database is away: what counted last counts on, for this process and for its nodes.
            return last;
        }
    }

    private async Task<NodeSnapshot?> ReadNowAsync(string gateway, CancellationToken cancellationToken)
    {
        if ((await gateways.ListAsync(cancellationToken)).FirstOrDefault(g => g.Id == gateway) is not { } served)
        {
            return null;
        }

        // Before the keys: those of which calls are ended must be revoked there.
        var cut = cuts.All;
        var documents = await configurations.DeployedAsync(cancellationToken);
        return new NodeSnapshot
        {
            Gateway = new(served.Id, served.Configuration, served.Environment),
            Keys = tokens.ForNodes,
            Cuts = cut,
            Teams = [.. TeamSnapshot.Told(await teams.ListAsync(cancellationToken))],
            Documents = [.. documents.Select(d => new NodeDocument(d.Configuration, d.Revision, d.Document))],
            Variables = [.. variables.All.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => new NodeVariable(v.Key, [.. v.Value.Order(StringComparer.Ordinal)]))],
            Secrets = [.. Needed()],
            HoldsAnswers = holdsAnswers(),
            Budgets = budgets.Caps.ForNodes,
            TemplateBudgets = [.. tokens.Stored.Select(t => t.Template).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(t => budgets.OfTemplate(t) is var (usd, window) ? new NodeTemplateBudget(t, usd, window) : null).OfType<NodeTemplateBudget>()],
            Prices = [.. (await budgets.Prices.ListAsync(cancellationToken)).Select(PriceSnapshot.Told)],
        };
    }

    // Only what a target in force needs, and only for that target's host.
    private IEnumerable<NodeSecret> Needed() => live.Deployed.Values
        .SelectMany(c => c.Plan.Targets)
        .Where(t => t is { Secret.Source: "store", BaseUrl: not null })
        .GroupBy(t => t.Secret!.Name, StringComparer.Ordinal)
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => (g.Key, Hosts: g.Select(t => t.BaseUrl!.Host).Where(h => secrets.Reveal(g.Key, h) is not null).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList()))
        .Where(s => s.Hosts.Count > 0)
        .Select(s => new NodeSecret(s.Key, secrets.Reveal(s.Key, s.Hosts[0])!, s.Hosts));
}

/// <summary>What nodes need to know of budgets.</summary>
/// <param name="Caps">Caps in memory.</param>
/// <param name="Prices">Prices.</param>
/// <param name="OfTemplate">What a template gives each of its users.</param>
internal sealed record NodeBudgets(BudgetSnapshot Caps, IPriceStore Prices, Func<string, (decimal Usd, BudgetWindow Window)?> OfTemplate);
