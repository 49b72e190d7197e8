using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Nodes;

/// <summary>
/// What a gateway node serves by. Of keys it has hashes only. A part that is <see langword="null"/> has not changed since the one before; tokens are only those
/// that have.
/// </summary>
internal sealed record NodeSnapshot
{
    /// <summary>The gateway that the node serves as.</summary>
    public required GatewayNode Gateway { get; init; }

    /// <summary>Tokens that are new or changed.</summary>
    public IReadOnlyList<Token> Tokens { get; init; } = [];

    /// <summary>Keys whose open calls end at once; only those that are new.</summary>
    public IReadOnlyList<string> Cuts { get; init; } = [];

    public IReadOnlyList<Team>? Teams { get; init; }

    /// <summary>The documents in force.</summary>
    public IReadOnlyList<NodeDocument>? Documents { get; init; }

    /// <summary>The environment variables that documents may use on the node, each with the hosts it may go to.</summary>
    public IReadOnlyList<NodeVariable>? Variables { get; init; }

    /// <summary>Secrets of the store that targets of these documents need, each with the hosts it may go to. Never written to a disk.</summary>
    public IReadOnlyList<NodeSecret>? Secrets { get; init; }

    /// <summary>Whether any answer is held for a human.</summary>
    public bool HoldsAnswers { get; init; }

    /// <summary>Caps that stand in no document.</summary>
    public IReadOnlyList<Budget>? Budgets { get; init; }

    /// <summary>What templates give each of their users.</summary>
    public IReadOnlyList<NodeTemplateBudget>? TemplateBudgets { get; init; }

    /// <summary>Prices that go before the built-in ones.</summary>
    public IReadOnlyList<PriceOverride>? Prices { get; init; }

    /// <summary>What is left once it has been told: the next is compared with it.</summary>
    public NodeSnapshot Over(NodeSnapshot? before)
    {
        if (before is null)
        {
            return this;
        }

        var tokens = before.Tokens.ToDictionary(t => t.Id, StringComparer.Ordinal);
        foreach (var token in Tokens)
        {
            tokens[token.Id] = token;
        }

        return this with
        {
            Tokens = [.. tokens.Values],
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
internal sealed record NodeTemplateBudget(string Template, decimal Usd, Policy.Plans.BudgetWindow Window);
