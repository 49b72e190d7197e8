using System.Runtime.CompilerServices;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Gateway.Middleware.Nodes.Snapshots;

/// <summary>
/// The budgets of a key beside its document's: caps that were set in the control plane, its own, and its owner's of the template it came from. Worked out
/// once for each key, and anew when a cap changes.
/// </summary>
/// <param name="templateBudget">What a template gives each of its users, if it limits them.</param>
#pragma warning disable CA1852 // The control plane derives its own, which knows more of what stands in it.
internal class BudgetRules(Func<string, (decimal Usd, BudgetWindow Window)?> templateBudget) : IBudgetSource
#pragma warning restore CA1852
{
    private volatile Contents _contents = new([]);

    /// <summary>Takes over the caps of the control plane.</summary>
    public void Load(IEnumerable<NodeBudget> budgets) => _contents = new([.. budgets]);

    public IReadOnlyList<BudgetRule> For(KeyRecord key) => _contents.Rules.GetValue(key, MakeRules);

    private BudgetRule[] MakeRules(KeyRecord key)
    {
        var rules = _contents.Budgets.Where(budget => Means(budget, key)).Select(Rule).ToList();
        if (key.BudgetUsd is { } own)
        {
            rules.Add(Rule("key", BudgetScope.Key, key.LineageId, BudgetWindow.Total, own));
        }

        if (key is { Template: { } template, Owner: { } owner } && templateBudget(template) is var (usd, window))
        {
            rules.Add(Rule("template", BudgetScope.UserTemplate, $"{owner}/{template}", window, usd));
        }

        return [.. rules];
    }

    private static bool Means(NodeBudget budget, KeyRecord key) => budget.Scope switch
    {
        BudgetScope.Org => true,
        BudgetScope.Team => budget.MemberId == key.TeamId,
        BudgetScope.Key => budget.MemberId == key.LineageId,
        BudgetScope.User => budget.MemberId == key.Owner,
        _ => budget.MemberId == $"{key.Owner}/{key.Template}",
    };

    private static BudgetRule Rule(NodeBudget budget) => Rule("budget", budget.Scope, budget.MemberId, budget.Window, Dollars(budget.HardCapNano)) with { SoftCapUsd = Dollars(budget.SoftCapNano) };

    private static BudgetRule Rule(string policy, BudgetScope scope, string member, BudgetWindow window, decimal? hard) => new()
    {
        Policy = policy,
        Scope = scope,
        Id = member,
        Window = window,
        HardCapUsd = hard,
        DefaultOutputTokens = int.MaxValue,
    };

    private static decimal? Dollars(long? nano) => nano is { } amount ? NanoDollars.ToDollars(amount) : null;

    private sealed record Contents(IReadOnlyList<NodeBudget> Budgets)
    {
        // By reference: a changed key is another object.
        public ConditionalWeakTable<KeyRecord, BudgetRule[]> Rules { get; } = [];
    }
}
