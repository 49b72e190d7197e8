using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT2002 for <c>self_service.key_budget</c>: a key that may spend nothing is no key.</summary>
internal sealed class KeyBudgetRule : DocumentRule
{
    private const string Path = "self_service.key_budget";

    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        var section = document.Root.Map("self_service");
        var (holder, field, path) = section?.Map("key_budget") is { } budget ? (budget, "usd", Path + ".usd") : (section, "key_budget", Path);
        if (holder?.Number(field) is <= 0m)
        {
            diagnostics.Error(RuleCodes.UselessCap, path, holder.Find(field)!.Value.Span, $"`{field}` must be above zero", "to mint no keys at once, set `pre_approved: false`");
        }
    }
}
