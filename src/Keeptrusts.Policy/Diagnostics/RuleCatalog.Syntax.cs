namespace Keeptrusts.Policy.Diagnostics;

/// <content>Whether the file can be read at all.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] Syntax =>
    [
        Error(RuleCodes.Syntax, "The file is not YAML") with
        {
            What = "The text cannot be read as YAML: a bracket or quote is not closed, a tab indents a line, an alias names nothing, or the file holds something that policy documents do not take, such as tags or a second document.",
            Why = "Nothing of such a file can be checked or enforced.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector }
            policy: { pii-detector: { action: warn } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: warn } }
            """,
            IsEssential = true,
        },
        Error(RuleCodes.DuplicateKey, "A key is given twice") with
        {
            What = "A mapping holds the same key twice.",
            Why = "Readers of YAML disagree on which one counts. A policy must not depend on that.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: block, action: warn } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: block } }
            """,
            IsEssential = true,
        },
        Error(RuleCodes.UnknownKey, "Unknown key") with
        {
            What = "A key is not one that may stand at its place. Keys that begin with `x-` may stand at the top of the document.",
            Why = "A misspelt key would be ignored in silence, and what it was to protect would stay open.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { actoin: block } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: block } }
            """,
            IsEssential = true,
        },
        Error(RuleCodes.MissingField, "A required field is missing") with
        {
            What = "Something that the document cannot do without is not there, such as the `action` of a policy.",
            Why = "What happens on a finding is for the author to say; there is no safe guess.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { entities: [US_SSN] } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { entities: [US_SSN], action: redact } }
            """,
            IsEssential = true,
        },
        Error(RuleCodes.WrongValue, "Wrong type, value or range") with
        {
            What = "A value is of another type than its field wants, is none of the words that may stand there, or lies outside the range.",
            Why = "The engine cannot act on it.",
            Wrong =
            """
            pack: { name: search, version: 1.0, enabled: true }
            policies: { chain: [] }
            """,
            Right =
            """
            pack: { name: search, version: "1.0", enabled: true }
            policies: { chain: [] }
            """,
            IsEssential = true,
        },
        Error(RuleCodes.UnknownKind, "Unknown policy kind") with
        {
            What = "A policy is of a kind that does not exist, is not in this version, or is not known to this program. As an info: a kind that a program adds is not declared under `kinds`, so lint elsewhere does not know it.",
            Why = "A policy of no kind enforces nothing.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detecter] }
            policy: { pii-detecter: { action: warn } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: warn } }
            """,
            IsEssential = true,
        },
        Error(RuleCodes.NoBlock, "A chain entry has no block") with
        {
            What = "The chain names a policy that has no block under `policy`, and its kind needs one.",
            Why = "Without its settings the policy cannot run, and leaving it out would be a hole in the chain.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector, audit-logger] }
            policy: { audit-logger: { retention_days: 90 } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector, audit-logger] }
            policy:
              pii-detector: { action: redact }
              audit-logger: { retention_days: 90 }
            """,
            IsEssential = true,
        },
        Error(RuleCodes.DuplicateChainEntry, "A policy stands twice in the chain") with
        {
            What = "The chain names one policy twice.",
            Why = "A policy runs once per phase, so one of the places is a mistake: perhaps another policy was meant.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector, audit-logger, pii-detector] }
            policy: { pii-detector: { action: redact } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector, audit-logger] }
            policy: { pii-detector: { action: redact } }
            """,
            IsEssential = true,
        },
        Error(RuleCodes.TooLarge, "The document is too large, too deep or never ends") with
        {
            What = "The document passes a limit: on its length, its depth, the values that its aliases expand to, or the length of a term.",
            Why = "A host that reads documents of others must not run out of memory or time.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [] }
            x-names: &names [ada, *names]
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [] }
            x-names: [ada, grace]
            """,
            IsEssential = true,
        },
        Error(RuleCodes.ListDialect, "Older list style") with
        {
            What = "`policies`, `policy` or `providers` is written as a list of objects, as in an older form of these documents.",
            Why = "The form has changed: the chain holds names, and each has its block.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies:
              - { name: pii-detector, action: redact }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: redact } }
            """,
            IsEssential = true,
        },
    ];
}
