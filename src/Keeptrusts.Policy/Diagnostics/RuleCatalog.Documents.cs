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
        Warning(RuleCodes.Truncated, "The analysis was cut short") with
        {
            What = "A part of the document was not looked at: a kind's schema file cannot be read here, or the policies select calls in so many different ways that comparing them all "
                + "would take seconds. The other rules are not affected.",
            Why = "A document without findings is then not known to be without mistakes.",
            Wrong = """
                pack: { name: tickets, version: 1.0.0, enabled: true }
                kinds: { ticket-required: { schema: ./absent.schema.json, actions: [warn, block], phases: [input] } }
                policies: { chain: [ticket-required] }
                policy:
                  ticket-required: { action: warn }
                """,
            Right = """
                pack: { name: tickets, version: 1.0.0, enabled: true }
                policies: { chain: [tickets] }
                policy:
                  tickets: { kind: dlp-filter, action: warn, detect_patterns: [{ name: TICKET, pattern: "PAY-[0-9]{4}" }] }
                """,
        },
    ];
}
