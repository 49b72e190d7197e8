using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>What is left of the budgets that are a key's own, for lists of keys: all over one connection.</summary>
internal sealed class KeyBudgets(ILeaseStore ledger, IBudgetDirectory directory)
{
    /// <summary>The tightest budget of each key; keys without one are absent.</summary>
    public async Task<IReadOnlyDictionary<string, BudgetView>> OfAsync(IEnumerable<Token> tokens, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, BudgetView>(StringComparer.Ordinal);
        var rules = tokens
            .SelectMany(token => directory.For(KeyRecords.Of(token)).Where(r => r is { HardCapUsd: not null, Scope: BudgetScope.Key or BudgetScope.UserTemplate }).Select(rule => (Token: token, Rule: rule)))
            .ToList();
        var standings = await ledger.ReadAsync([.. rules.Select(each => (each.Rule.Scope, each.Rule.Id ?? each.Token.LineageId, each.Rule.Window))], cancellationToken);
        foreach (var ((token, rule), standing) in rules.Zip(standings))
        {
            var view = View(token, rule, standing);
            if (!found.TryGetValue(token.Id, out var tighter) || view.RemainingUsd < tighter.RemainingUsd)
            {
                found[token.Id] = view;
            }
        }

        return found;
    }

    private static BudgetView View(Token token, BudgetRule rule, BudgetStanding standing)
    {
        var member = rule.Id ?? token.LineageId;
        var (spent, reserved, cap) = (NanoDollars.ToDollars(standing.Spent), NanoDollars.ToDollars(standing.Reserved), rule.HardCapUsd!.Value);
        return new(
            ScopeNames.Of(rule.Scope), member, token.Name, ScopeNames.Of(rule.Window), rule.SoftCapUsd, cap, spent, reserved, Math.Max(0, cap - spent - reserved),
            NanoDollars.ToDollars(standing.Overrun), CalendarWindow.End(rule.Window, standing.From), [rule.Policy]);
    }
}
