using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT2001 (a soft cap above the hard cap of another budget of the same spend), KT2003 (a narrower scope's cap above that of a wider one) and KT2004 (a shorter window's cap above that of a longer one): such a cap is never reached.</summary>
/// <param name="environment">The environment that lint judges for.</param>
internal sealed class BudgetOrderRule(string? environment) : DocumentRule
{
    /// <summary>Most budgets that are compared. Nobody has a thousand budgets, and a hostile document must not keep a host busy.</summary>
    private const int MostBudgets = 1000;

    // What a member of the first spends, a member of the second spends, too.
    private static readonly (string Narrow, string Wide)[] Within = [("key", "team"), ("key", "user"), ("key", "org"), ("team", "org"), ("user", "org")];

    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        var budgets = Budget.All(document, environment).Take(MostBudgets).ToList();
        var scopes = new ScopeIndex([.. budgets.Select(b => b.Policy).Distinct()]);
        var capped = budgets.Where(b => b.Hard is not null).OrderBy(b => b.Hard).ToLookup(b => b.Policy);
        foreach (var budget in budgets)
        {
            var others = scopes.Around(budget.Policy).SelectMany(p => capped[p]).Where(b => b != budget).OrderBy(b => b.Hard).ToList();

            if (budget.Soft is { } soft && (budget.Hard ?? soft) >= soft
                && others.Find(b => b.Window == budget.Window && b.Scope == budget.Scope && (b.Id is null || b.Id == budget.Id)) is { } same && soft > same.Hard)
            {
                Reversed(budget, same, diagnostics);
            }

            // Without an id each member has its own, so it holds for every narrower one.
            if (others.Find(b => b.Window == budget.Window && b.Id is null && Within.Contains((budget.Scope, b.Scope))) is { } wider)
            {
                Compare(RuleCodes.NarrowCapAbove, budget, wider, $"of {wider.Owner}", diagnostics);
            }

            if (others.Find(b => budget.Window >= 0 && b.Window > budget.Window && b.Scope == budget.Scope && (b.Id is null || b.Id == budget.Id)) is { } longer)
            {
                Compare(RuleCodes.ShortCapAbove, budget, longer, longer.Period, diagnostics);
            }
        }
    }

    private static void Reversed(Budget budget, Budget other, DiagnosticBag diagnostics) => diagnostics.Add(new Diagnostic(
        RuleCodes.CapsReversed,
        DiagnosticSeverity.Error,
        DocumentPath.Key(budget.Path, "soft_cap_usd"),
        budget.Node.Find("soft_cap_usd")!.Value.Span,
        $"the soft cap {budget.Node.Raw("soft_cap_usd")} is above the hard cap {other.Node.Raw("hard_cap_usd")} of another budget {budget.Period} for {budget.Owner}, so it can never warn",
        $"set `soft_cap_usd` below {other.Node.Raw("hard_cap_usd")}")
    {
        Related = [new RelatedPlace(DocumentPath.Key(other.Path, "hard_cap_usd"), other.Node.Find("hard_cap_usd")!.Value.Span, "the hard cap")],
    });

    private static void Compare(string code, Budget budget, Budget other, string whose, DiagnosticBag diagnostics)
    {
        var field = budget.Hard > other.Hard ? "hard_cap_usd" : budget.Hard is null && budget.Soft > other.Hard ? "soft_cap_usd" : null;
        if (field is null)
        {
            return;
        }

        var limit = other.Node.Find("hard_cap_usd")!;
        diagnostics.Add(new Diagnostic(
            code,
            DiagnosticSeverity.Warning,
            DocumentPath.Key(budget.Path, field),
            budget.Node.Find(field)!.Value.Span,
            $"{budget.Node.Raw(field)} {budget.Period} for {budget.Owner} is above the cap of {other.Node.Raw("hard_cap_usd")} {whose}, so it is never reached",
            $"lower it to {other.Node.Raw("hard_cap_usd")} or less, or raise the other")
        {
            Related = [new RelatedPlace(DocumentPath.Key(other.Path, "hard_cap_usd"), limit.Value.Span, $"the cap {whose}")],
        });
    }
}
