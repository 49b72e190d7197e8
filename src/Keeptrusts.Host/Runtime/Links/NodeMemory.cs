using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Nodes;
using Keeptrusts.Host.ControlPlane.Secrets;
using Keeptrusts.Host.Runtime.Budgets;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Host.Runtime.Links;

/// <summary>What a gateway node without a database serves by: the same snapshots as elsewhere, filled by its control plane.</summary>
internal sealed class NodeMemory : ISecretSource
{
    private readonly Func<string, string?> _environment;
    private volatile NodeSnapshot? _now;

    public NodeMemory(string gateway, Func<string, string?> environment)
    {
        _environment = environment;
        Configurations = new(gateway, Teams);
        Budgets = new(template => _now?.TemplateBudgets?.FirstOrDefault(b => b.Template == template) is { } budget ? (budget.Usd, budget.Window) : null);
    }

    public TokenSnapshot Tokens { get; } = new();

    public CutBoard Cuts { get; } = new();

    public TeamSnapshot Teams { get; } = new();

    public ConfigurationSnapshot Configurations { get; }

    public BudgetSnapshot Budgets { get; }

    public PriceSnapshot Prices { get; } = new();

    /// <summary>All that was told so far, together; <see langword="null"/> before anything was.</summary>
    public NodeSnapshot? Now => _now;

    /// <summary>Takes over a snapshot, or what differs from the one before.</summary>
    /// <returns>Documents that do not load here, in sentences.</returns>
    public IReadOnlyList<string> Take(NodeSnapshot change)
    {
        var problems = new List<string>();
        if (_now is null)
        {
            Tokens.Load(change.Tokens);
        }
        else
        {
            Tokens.Put([.. change.Tokens]);
        }

        Cuts.Cut(change.Cuts);
        if (change.Teams is { } teams)
        {
            Teams.Load(teams);
        }

        _now = change.Over(_now);
        if (change.Budgets is not null || change.TemplateBudgets is not null)
        {
            Budgets.Load(_now.Budgets ?? []);
        }

        if (change.Prices is { } prices)
        {
            Prices.Load(prices);
        }

        if (change.Documents is { } documents)
        {
            var found = new List<PolicyConfiguration>();
            foreach (var document in documents.Where(d => Configurations.Deployed.GetValueOrDefault(d.Name)?.Revision != d.Revision))
            {
                if (PolicyEngine.Load(document.Text, new PolicyOptions { HasPrice = Prices.Has, WasAccepted = true }).Plan is { } plan)
                {
                    found.Add(new(document.Name, document.Revision, plan));
                }
                else
                {
                    problems.Add($"configuration {document.Name}@{document.Revision} does not load on this node, which may be older than its control plane");
                }
            }

            Configurations.Put(found, [.. Configurations.Deployed.Keys.Except(documents.Select(d => d.Name))]);
        }

        Configurations.Govern(change.Gateway.Configuration);
        return problems;
    }

    public string? Find(SecretReference reference, string? host) => reference.Source switch
    {
        "env" => _now?.Variables?.FirstOrDefault(v => v.Name == reference.Name) is { } variable && (host is null || variable.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
            ? _environment(reference.Name)
            : null,
        "store" => _now?.Secrets?.FirstOrDefault(s => s.Name == reference.Name) is { } secret && (host is null || AllowedHosts.Allow(secret.Hosts, host)) ? secret.Value : null,
        _ => null,
    };
}
