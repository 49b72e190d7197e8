namespace Keeptrusts.Policy.Diagnostics;

/// <content>What policies do to each other.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] Conflicts =>
    [
        Error(RuleCodes.Contradiction, "Two policies contradict each other") with
        {
            What = "Two policies in force do different things about the same entity, term or pattern. It is an error where both apply to the same calls, a warning where the "
                + "weaker one applies only to calls for which stricter ones apply (so that it never takes effect), and an information where their scopes cross, or where two kinds "
                + "meet in what they find by default. Stricter for some calls (redact for all, block for one team) is no finding. Shadow policies and limits are not compared.",
            Why = "The gravest action wins, so the other one is a line that promises something that never happens. Whoever reads the document, or the audit, believes it.",
            Wrong = """
                pack: { name: search, version: 1.0.0, enabled: true }
                policies: { chain: [pii-detector, pii-strict] }
                policy:
                  pii-detector: { action: redact }
                  pii-strict: { kind: pii-detector, entities: [US_SSN], action: block }
                """,
            Right = """
                pack: { name: search, version: 1.0.0, enabled: true }
                policies: { chain: [pii-detector, pii-strict] }
                policy:
                  pii-detector: { action: redact, exclude: [US_SSN] }
                  pii-strict: { kind: pii-detector, entities: [US_SSN], action: block }
                """,
        },
        Error(RuleCodes.AllowedAndDenied, "A tool or model is allowed and always denied") with
        {
            What = "A policy allows a tool or a model by name, and for every request to which it applies another policy, or a deny-list of its own, denies it. For a glob, all of whose "
                + "names are denied, it is a warning.",
            Why = "A denial wins over every permission. The entry looks like a permission, and each call that relies on it is refused.",
            Wrong = """
                pack: { name: agents, version: 1.0.0, enabled: true }
                policies: { chain: [ops-tools, no-shell] }
                policy:
                  ops-tools: { kind: agent-firewall, allowed_tools: [search, bash], when: { teams: [ops] } }
                  no-shell: { kind: agent-firewall, blocked_tools: [bash, sh] }
                """,
            Right = """
                pack: { name: agents, version: 1.0.0, enabled: true }
                policies: { chain: [ops-tools, no-shell] }
                policy:
                  ops-tools: { kind: agent-firewall, allowed_tools: [search, bash], when: { teams: [ops] } }
                  no-shell: { kind: agent-firewall, blocked_tools: [bash, sh], except: { teams: [ops] } }
                """,
        },
        Warning(RuleCodes.Unreachable, "A policy or a part of it can never act") with
        {
            What = "A policy applies to no call, or everything it does is done already by others wherever it applies: by one that covers it, or by several together.",
            Why = "It can be removed, or it was meant to do something else. A policy that never decides is also one that nobody notices when the others change.",
            Wrong = """
                pack: { name: search, version: 1.0.0, enabled: true }
                policies: { chain: [pii-detector, pii-hr] }
                policy:
                  pii-detector: { action: redact }
                  pii-hr: { kind: pii-detector, entities: [US_SSN], action: redact, when: { teams: [hr] } }
                """,
            Right = """
                pack: { name: search, version: 1.0.0, enabled: true }
                policies: { chain: [pii-detector, pii-hr] }
                policy:
                  pii-detector: { action: redact }
                  pii-hr: { kind: pii-detector, entities: [US_SSN], action: block, when: { teams: [hr] } }
                """,
        },
        Error(RuleCodes.HiddenByRedaction, "A redaction always hides what a text policy looks for") with
        {
            What = "A policy that judges texts as a whole (`prompt-injection`, the topics of `human-oversight`) names a phrase, and a redaction removes that phrase, or a word of it, from "
                + "every text that the policy reads. It is an error where the policy would block, otherwise a warning. Phrases in disguise, such as encoded ones, may still be found.",
            Why = "Redactions come first, wherever the policies stand in the chain: a judge reads what they leave, and never sees the phrase.",
            Wrong = """
                pack: { name: search, version: 1.0.0, enabled: true }
                policies: { chain: [dlp-filter, prompt-injection] }
                policy:
                  dlp-filter: { action: redact, blocked_terms: [project falcon] }
                  prompt-injection: { action: block, detection: { attack_patterns: [tell me about project falcon] } }
                """,
            Right = """
                pack: { name: search, version: 1.0.0, enabled: true }
                policies: { chain: [dlp-filter, dlp-questions, prompt-injection] }
                policy:
                  dlp-filter: { action: redact, blocked_terms: [project falcon] }
                  dlp-questions: { kind: dlp-filter, action: block, blocked_terms: [tell me about project falcon], phases: [input] }
                  prompt-injection: { action: block }
                """,
        },
        Info(RuleCodes.SameTwice, "Two policies do the same") with
        {
            What = "Two policies do the same about the same entity, term or pattern, for the same calls and in the same phases.",
            Why = "Who changes one of them will wonder why nothing changes.",
            Wrong = """
                pack: { name: search, version: 1.0.0, enabled: true }
                policies: { chain: [secret-detector, keys] }
                policy:
                  secret-detector: { action: redact }
                  keys: { kind: secret-detector, entities: [OPENAI_API_KEY], action: redact }
                """,
            Right = """
                pack: { name: search, version: 1.0.0, enabled: true }
                policies: { chain: [secret-detector] }
                policy:
                  secret-detector: { action: redact }
                """,
        },
        Error(RuleCodes.NobodyToAsk, "An escalation reaches nobody") with
        {
            What = "A `human-oversight` policy in force asks for a human decision and has no `assignee`.",
            Why = "A call that nobody can decide about waits until its time is over, and is refused: a block that looks like something else.",
            Wrong = """
                pack: { name: agents, version: 1.0.0, enabled: true }
                policies: { chain: [human-oversight] }
                policy:
                  human-oversight: { require_human_for: { tools: ["*payment*"] } }
                """,
            Right = """
                pack: { name: agents, version: 1.0.0, enabled: true }
                policies: { chain: [human-oversight] }
                policy:
                  human-oversight: { require_human_for: { tools: ["*payment*"] }, assignee: managers }
                """,
        },
    ];
}
