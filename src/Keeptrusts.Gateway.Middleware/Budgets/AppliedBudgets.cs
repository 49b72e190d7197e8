using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>All budgets that count for a call: those of its document, and those that the host adds.</summary>
internal sealed class AppliedBudgets
{
    /// <summary>Output limit where neither the caller nor a document sets one, in tokens.</summary>
    private const int DefaultOutputTokens = 4096;

    private readonly BudgetLedger _ledger;
    private readonly List<AppliedBudget> _budgets;

    private AppliedBudgets(BudgetLedger ledger, List<AppliedBudget> budgets)
    {
        (_ledger, _budgets) = (ledger, budgets);
        Charged = Distinct(budgets);
        Hard = budgets.Exists(budget => budget.Cap is not null);
    }

    public IReadOnlyList<AppliedBudget> All => _budgets;

    /// <summary>Each account once, with the lowest cap that counts for it.</summary>
    public List<(BudgetAccount Account, long? Cap)> Charged { get; }

    /// <summary>Whether one of them has a hard cap.</summary>
    public bool Hard { get; }

    public bool AllowUnpricedModel => _budgets.TrueForAll(budget => budget.Rule.AllowUnpricedModel);

    public bool Clamp => _budgets.Exists(budget => budget.Rule.Clamp);

    public int DefaultOutput => _budgets.Min(budget => budget.Rule.DefaultOutputTokens) is < int.MaxValue and var wanted ? wanted : DefaultOutputTokens;

    /// <summary>What the tightest hard cap leaves, in nano-dollars.</summary>
    public long Remaining => Charged.Min(charged => charged.Cap is { } cap ? _ledger.Left(charged.Account, cap) : long.MaxValue);

    /// <summary>The same in dollars; <see langword="null"/> without a hard cap.</summary>
    public decimal? RemainingUsd => Hard ? NanoDollars.ToDollars(Math.Max(0, Remaining)) : null;

    /// <returns>The budgets, or <see langword="null"/> where none counts.</returns>
    public static AppliedBudgets? Of(Grant grant, IBudgetSource? source, BudgetLedger ledger)
    {
        var written = grant.Scope.Budgets;
        var added = source?.For(grant.Key) ?? [];
        if (written.Count + added.Count == 0)
        {
            return null;
        }

        var now = ledger.Now;
        var budgets = new List<AppliedBudget>(written.Count + added.Count);
        foreach (var rule in written)
        {
            // A budget with an `id` is that member's alone.
            if (rule.Id is null || Means(rule, grant.Key))
            {
                budgets.Add(Apply(rule, Member(rule, grant.Key), ledger, now));
            }
        }

        foreach (var rule in added)
        {
            budgets.Add(Apply(rule, rule.Id ?? Member(rule, grant.Key), ledger, now));
        }

        return budgets.Count == 0 ? null : new(ledger, budgets);
    }

    /// <summary>The budget of a charged account with that cap.</summary>
    public AppliedBudget Of((BudgetAccount Account, long? Cap) charged) =>
        _budgets.Find(budget => ReferenceEquals(budget.Account, charged.Account) && budget.Cap == charged.Cap);

    /// <summary>Index of the charged account whose hard cap leaves the least.</summary>
    public int Tightest()
    {
        var tightest = 0;
        var least = long.MaxValue;
        for (var i = 0; i < Charged.Count; i++)
        {
            if (Charged[i].Cap is { } cap && _ledger.Left(Charged[i].Account, cap) is var left && left < least)
            {
                (tightest, least) = (i, left);
            }
        }

        return tightest;
    }

    private static AppliedBudget Apply(BudgetRule rule, string member, BudgetLedger ledger, DateTimeOffset now) =>
        new(rule, ledger.Account(rule.Scope, member, rule.Window, now), rule.HardCapUsd is { } usd ? Money.Cap(usd) : null);

    private static bool Means(BudgetRule rule, KeyRecord key) =>
        rule.Scope == BudgetScope.Org
        || string.Equals(rule.Id, Member(rule, key), StringComparison.Ordinal)
        || (rule.Scope == BudgetScope.Key && (rule.Id == key.Id || rule.Id == key.Name));

    private static string Member(BudgetRule rule, KeyRecord key) => rule.Scope switch
    {
        BudgetScope.Org => "org",
        BudgetScope.Team => key.TeamId,
        BudgetScope.Key => key.LineageId,
        BudgetScope.UserTemplate => $"{key.Owner}/{key.Template}",
        _ => key.Owner ?? "",
    };

    // Two budgets may cap the same account: it is charged once, and its lowest cap counts.
    private static List<(BudgetAccount Account, long? Cap)> Distinct(List<AppliedBudget> budgets)
    {
        var charged = new List<(BudgetAccount Account, long? Cap)>(budgets.Count);
        foreach (var budget in budgets)
        {
            var same = charged.FindIndex(earlier => ReferenceEquals(earlier.Account, budget.Account));
            if (same < 0)
            {
                charged.Add((budget.Account, budget.Cap));
            }
            else if (budget.Cap is { } cap && !(charged[same].Cap <= cap))
            {
                charged[same] = (budget.Account, cap);
            }
        }

        return charged;
    }
}
