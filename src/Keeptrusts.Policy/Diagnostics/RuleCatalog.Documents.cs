namespace Keeptrusts.Policy.Diagnostics;

/// <content>The document as a whole.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] Documents =>
    [
        Warning(RuleCodes.UnusedBlock, "A policy is not in the chain") with
        {
            What = "A block under `policy` is named by no entry of `policies.chain`.",
            Why = "It looks as if it protected something, and does nothing.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [] }
            policy: { pii-detector: { action: redact } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: redact } }
            """,
        },
        Error(RuleCodes.AuditNotLast, "audit-logger is not last") with
        {
            What = "An `audit-logger` stands before other policies of the chain.",
            Why = "It records what all others decided, so nothing may come after it.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [audit-logger, pii-detector] }
            policy: { pii-detector: { action: redact } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector, audit-logger] }
            policy: { pii-detector: { action: redact } }
            """,
        },
        Warning(RuleCodes.ExceptionOver, "An exception is past its `until`") with
        {
            What = "An `except` carries a last day that is over (UTC).",
            Why = "It exempts nobody any more. Somebody may rely on it, and the document says what no longer holds.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy:
              pii-detector:
                action: redact
                except: { keys: [hr-audit], until: 2024-03-31, reason: yearly audit }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy:
              pii-detector:
                action: redact
                except: { keys: [hr-audit], until: 9999-03-31, reason: yearly audit }
            """,
        },
        Warning(RuleCodes.RenamedField, "A field has a new name") with
        {
            What = "A field is written under a name that it no longer has. It works for one more minor version.",
            Why = "After that the document would not load.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [model-allowlist] }
            policy: { model-allowlist: { allowed_models: [gpt-4o] } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [model-allowlist] }
            policy: { model-allowlist: { allow: [gpt-4o] } }
            """,
        },
        Error(RuleCodes.NewerSchema, "The document is of a newer schema") with
        {
            What = "`schema` is a higher number than this version reads.",
            Why = "A newer form may mean something else by the same words.",
            Wrong =
            """
            schema: 2
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [] }
            """,
            Right =
            """
            schema: 1
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [] }
            """,
            IsEssential = true,
        },
        Warning(RuleCodes.NoReason, "A suppression or a lowered error gives no reason") with
        {
            What = "A comment hides a finding, or `lint.rules` makes an error less, and does not say why.",
            Why = "Whoever reads the document next cannot tell whether it still holds.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [] }
            policy: { pii-detector: { action: redact } } # kt-lint-disable KT0011
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [] }
            policy: { pii-detector: { action: redact } } # kt-lint-disable KT0011 -- joins the chain next week
            """,
        },
        Warning(RuleCodes.UnusedSuppression, "A suppression suppresses nothing") with
        {
            What = "A comment `kt-lint-disable` names a rule that finds nothing there, that does not exist, or that cannot be suppressed.",
            Why = "It would hide the next finding of that sort, which nobody has looked at.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] } # kt-lint-disable KT0011 -- joins the chain next week
            policy: { pii-detector: { action: redact } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: redact } }
            """,
        },
        Warning(RuleCodes.Truncated, "The analysis was cut short") with
        {
            What = "A part of the document was not looked at: a kind's schema file cannot be read here, or the policies select calls in so many different ways that comparing them all "
                + "would take seconds. The other rules are not affected.",
            Why = "A document without findings is then not known to be without mistakes.",
            Wrong =
            """
            pack: { name: tickets, version: 1.0.0, enabled: true }
            kinds: { ticket-required: { schema: ./absent.schema.json, actions: [warn, block], phases: [input] } }
            policies: { chain: [ticket-required] }
            policy:
              ticket-required: { action: warn }
            """,
            Right =
            """
            pack: { name: tickets, version: 1.0.0, enabled: true }
            policies: { chain: [tickets] }
            policy:
              tickets: { kind: dlp-filter, action: warn, detect_patterns: [{ name: TICKET, pattern: "PAY-[0-9]{4}" }] }
            """,
        },
    ];
}
