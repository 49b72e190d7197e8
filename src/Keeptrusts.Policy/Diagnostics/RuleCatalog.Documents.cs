namespace Keeptrusts.Policy.Diagnostics;

/// <content>The document as a whole.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] Documents =>
    [
        Warning(RuleCodes.UnusedBlock, "A policy is not in the chain"),
        Error(RuleCodes.AuditNotLast, "audit-logger is not last"),
        Warning(RuleCodes.ExceptionOver, "An exception is past its `until`"),
        Warning(RuleCodes.RenamedField, "A field has a new name"),
        Error(RuleCodes.NewerSchema, "The document is of a newer schema") with
        {
            IsEssential = true,
        },
        Warning(RuleCodes.NoReason, "A suppression or a lowered error gives no reason"),
        Warning(RuleCodes.UnusedSuppression, "A suppression suppresses nothing"),
        Warning(RuleCodes.Truncated, "The analysis was cut short"),
    ];
}
