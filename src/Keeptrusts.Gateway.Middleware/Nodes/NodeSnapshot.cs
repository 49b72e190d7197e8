using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>
/// What a gateway node serves by. Of keys it has hashes only. A part that is <see langword="null"/> has not changed since the one before; keys are only those
/// that have.
/// </summary>
internal sealed record NodeSnapshot
{
    /// <summary>The gateway that the node serves as.</summary>
    public required NodeGateway Gateway { get; init; }

    /// <summary>Gateway keys that are new or changed.</summary>
    public IReadOnlyList<NodeKey> Keys { get; init; } = [];

    /// <summary>Keys whose open calls end at once; only those that are new.</summary>
    public IReadOnlyList<string> Cuts { get; init; } = [];

    public IReadOnlyList<NodeTeam>? Teams { get; init; }

    /// <summary>The documents in force.</summary>
    public IReadOnlyList<NodeDocument>? Documents { get; init; }

    /// <summary>The environment variables that documents may use on the node, each with the hosts it may go to.</summary>
    public IReadOnlyList<NodeVariable>? Variables { get; init; }

    /// <summary>Secrets of the store that targets of these documents need, each with the hosts it may go to. Never written to a disk.</summary>
    public IReadOnlyList<NodeSecret>? Secrets { get; init; }

    /// <summary>Whether any answer is held for a human.</summary>
    public bool HoldsAnswers { get; init; }

    /// <summary>Caps that stand in no document.</summary>
    public IReadOnlyList<NodeBudget>? Budgets { get; init; }

    /// <summary>What templates give each of their users.</summary>
    public IReadOnlyList<NodeTemplateBudget>? TemplateBudgets { get; init; }

    /// <summary>Prices that go before the built-in ones.</summary>
    public IReadOnlyList<NodePrice>? Prices { get; init; }

    /// <summary>What is left once it has been told: the next is compared with it.</summary>
    public NodeSnapshot Over(NodeSnapshot? before)
    {
        if (before is null)
        {
            return this;
        }

        var keys = before.Keys.ToDictionary(k => k.Key.Id, StringComparer.Ordinal);
        foreach (var key in Keys)
        {
            keys[key.Key.Id] = key;
        }

        return this with
        {
            Keys = [.. keys.Values],
            Cuts = [.. before.Cuts.Union(Cuts, StringComparer.Ordinal)],
            Teams = Teams ?? before.Teams,
            Documents = Documents ?? before.Documents,
            Variables = Variables ?? before.Variables,
            Secrets = Secrets ?? before.Secrets,
            Budgets = Budgets ?? before.Budgets,
            TemplateBudgets = TemplateBudgets ?? before.TemplateBudgets,
            Prices = Prices ?? before.Prices,
        };
    }
}

/// <summary>The gateway that a node serves as.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Configuration">The configuration that governs where neither key nor team has one.</param>
/// <param name="Environment">The deployment environment that selectors see, unless the node was told another.</param>
internal sealed record NodeGateway(string Id, string Configuration, string? Environment);

/// <summary>A gateway key.</summary>
/// <param name="Key">What it may do.</param>
/// <param name="Hash">The SHA-256 of the key itself.</param>
internal sealed record NodeKey(KeyRecord Key, byte[] Hash);

/// <summary>A team that has a configuration of its own.</summary>
internal sealed record NodeTeam(string Id, string Configuration);

/// <summary>A cap that was set in the control plane, in nano-dollars.</summary>
internal sealed record NodeBudget(BudgetScope Scope, string MemberId, BudgetWindow Window, long? SoftCapNano, long? HardCapNano);

/// <summary>A model's price that the organisation set.</summary>
internal sealed record NodePrice(string Provider, string Model, ModelPrice Price);

/// <summary>A policy document in force.</summary>
internal sealed record NodeDocument(string Name, int Revision, string Text);

/// <summary>An environment variable of the node.</summary>
internal sealed record NodeVariable(string Name, IReadOnlyList<string> Hosts);

/// <summary>A secret's value; held in memory only.</summary>
internal sealed record NodeSecret(string Name, string Value, IReadOnlyList<string> Hosts)
{
    /// <summary>Leaves the value out, so that no log line can carry it.</summary>
    public override string ToString() => Name;
}

/// <summary>What a template gives each of its users in a window.</summary>
internal sealed record NodeTemplateBudget(string Template, decimal Usd, BudgetWindow Window);
