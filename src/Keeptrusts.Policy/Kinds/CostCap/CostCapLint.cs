using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Kinds.CostCap;

/// <summary>KT2001 (soft cap above hard cap) and KT2002 (a cap that caps nothing, or no cap).</summary>
internal static class CostCapLint
{
    private static readonly string[] Caps = ["soft_cap_usd", "hard_cap_usd"];

    public static void Check(PolicyBlock block, DiagnosticBag diagnostics)
    {
        var path = DocumentPath.Key(block.Path, "budgets");
        var items = block.Node.List("budgets")?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is MapNode budget)
            {
                CheckBudget(budget, DocumentPath.Index(path, i), diagnostics);
            }
        }
    }

    private static void CheckBudget(MapNode budget, string path, DiagnosticBag diagnostics)
    {
        // A misspelt cap has been reported as an unknown key; saying that it is missing would be a second word for one mistake.
        if (!Caps.Any(budget.Has) && !budget.Entries.Any(e => Nearest.Of(e.Key, Caps) is not null))
        {
            diagnostics.Error(RuleCodes.UselessCap, path, budget.Span, "the budget has neither `soft_cap_usd` nor `hard_cap_usd`", "add a cap, or remove the budget");
        }

        foreach (var cap in Caps)
        {
            if (budget.Number(cap) is <= 0m)
            {
                diagnostics.Error(
                    RuleCodes.UselessCap,
                    DocumentPath.Key(path, cap),
                    budget.Find(cap)!.Value.Span,
                    $"`{cap}` must be above zero",
                    "set `pack.enabled: false` to stop all traffic");
            }
        }

        if (budget.Number(Caps[0]) is > 0m and var soft && budget.Number(Caps[1]) is > 0m and var hard && soft > hard)
        {
            diagnostics.Add(new Diagnostic(
                RuleCodes.CapsReversed,
                DiagnosticSeverity.Error,
                DocumentPath.Key(path, Caps[0]),
                budget.Find(Caps[0])!.Value.Span,
                $"the soft cap {budget.Raw(Caps[0])} is above the hard cap {budget.Raw(Caps[1])}, so it can never warn",
                $"set `soft_cap_usd` below {budget.Raw(Caps[1])}")
            {
                Related = [new RelatedPlace(DocumentPath.Key(path, Caps[1]), budget.Find(Caps[1])!.Value.Span, "the hard cap")],
            });
        }
    }
}
