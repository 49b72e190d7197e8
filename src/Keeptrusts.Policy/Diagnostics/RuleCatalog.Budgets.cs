namespace Keeptrusts.Policy.Diagnostics;

/// <content>Caps, prices and limits.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] Budgets =>
    [
        Error(RuleCodes.CapsReversed, "Soft cap above hard cap"),
        Error(RuleCodes.UselessCap, "A cap is missing, zero or negative") with
        {
            IsEssential = true,
        },
        Warning(RuleCodes.NarrowCapAbove, "A narrower scope may spend more than the wider one"),
        Warning(RuleCodes.ShortCapAbove, "A shorter window may spend more than a longer one"),
        Error(RuleCodes.NoPrice, "A model under a hard cap has no price"),
        Warning(RuleCodes.NeverBinds, "A limit can never bind"),
    ];
}
