using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.Nodes.Snapshots;

/// <summary>What a gateway node without a database serves by: the same snapshots as elsewhere, filled by its control plane.</summary>
internal sealed class NodeMemory : ISecretSource
{
    private readonly PolicyOptions _kinds;
    private readonly Func<string, string?> _environment;
    private volatile NodeSnapshot? _now;

    /// <param name="gateway">The gateway to serve as.</param>
    /// <param name="kinds">The kinds of policies that documents may use.</param>
    /// <param name="environment">Finds an environment variable.</param>
    public NodeMemory(string gateway, PolicyOptions kinds, Func<string, string?> environment)
    {
        (_kinds, _environment) = (kinds, environment);
        Configurations = new(gateway, Teams);
        Budgets = new(template => _now?.TemplateBudgets?.FirstOrDefault(b => b.Template == template) is { } budget ? (budget.Usd, budget.Window) : null);
    }

    public NodeKeys Keys { get; } = new();

    public CutKeys Cuts { get; } = new();

    public TeamConfigurations Teams { get; } = new();

    public GoverningConfigurations Configurations { get; }

    public BudgetRules Budgets { get; }

    public PriceTable Prices { get; } = new();

    /// <summary>All that was told so far, together; <see langword="null"/> before anything was.</summary>
    public NodeSnapshot? Now => _now;

    /// <summary>Takes over a snapshot, or what differs from the one before.</summary>
    /// <returns>Documents that do not load here, in sentences.</returns>
    public IReadOnlyList<string> Take(NodeSnapshot change)
    {
        var problems = new List<string>();
        if (_now is null)
        {
            Keys.Load(change.Keys);
        }
        else
        {
            Keys.Put(change.Keys);
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
                if (PolicyEngine.Load(document.Text, _kinds with { HasPrice = Prices.Has, WasAccepted = true }).Plan is { } plan)
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
        "store" => _now?.Secrets?.FirstOrDefault(s => s.Name == reference.Name) is { } secret && (host is null || HostPatterns.Allow(secret.Hosts, host)) ? secret.Value : null,
        _ => null,
    };
}
