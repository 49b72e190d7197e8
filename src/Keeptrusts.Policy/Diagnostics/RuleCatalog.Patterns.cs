namespace Keeptrusts.Policy.Diagnostics;

/// <content>Patterns, and what a policy does to answers.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] Patterns =>
    [
        Error(RuleCodes.BadPattern, "A pattern is invalid or uses unsupported syntax") with
        {
            What = "A pattern cannot be read, or uses what a search in a stream cannot offer: lookaround, backreferences, lazy repeats.",
            Why = "The policy cannot look for it.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [dlp-filter] }
            policy:
              dlp-filter:
                action: redact
                detect_patterns: [{ name: EMPLOYEE_ID, pattern: 'EMP-(?=[0-9]{4})' }]
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [dlp-filter] }
            policy:
              dlp-filter:
                action: redact
                detect_patterns: [{ name: EMPLOYEE_ID, pattern: 'EMP-[0-9]{4}' }]
            """,
            IsEssential = true,
        },
        Error(RuleCodes.PatternUnbounded, "A pattern is unbounded, or has too many simultaneous starts") with
        {
            What = "A pattern of a policy that acts on streamed answers matches texts of any length, or more than 64 matches of a pattern can be under way at once.",
            Why = "The stream would have to wait for an end that may never come, or each character would cost too much time.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [dlp-filter] }
            policy:
              dlp-filter:
                action: redact
                detect_patterns: [{ name: EMPLOYEE_ID, pattern: 'EMP-[0-9]+' }]
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [dlp-filter] }
            policy:
              dlp-filter:
                action: redact
                detect_patterns: [{ name: EMPLOYEE_ID, pattern: 'EMP-[0-9]{1,8}' }]
            """,
            IsEssential = true,
        },
        Error(RuleCodes.PatternAnchored, "A pattern cannot match inside a message") with
        {
            What = "A pattern is tied to the start and the end of the text by `^` and `$`.",
            Why = "It finds what it looks for only where a message holds nothing else.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [dlp-filter] }
            policy:
              dlp-filter:
                action: redact
                detect_patterns: [{ name: EMPLOYEE_ID, pattern: '^EMP-[0-9]{4}$' }]
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [dlp-filter] }
            policy:
              dlp-filter:
                action: redact
                detect_patterns: [{ name: EMPLOYEE_ID, pattern: '\bEMP-[0-9]{4}\b' }]
            """,
        },
        Error(RuleCodes.PatternEmpty, "A pattern matches the empty string") with
        {
            What = "A pattern or a term can match without any character.",
            Why = "It would be found everywhere, and mean nothing.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [dlp-filter] }
            policy:
              dlp-filter:
                action: redact
                detect_patterns: [{ name: EMPLOYEE_ID, pattern: '[0-9]*' }]
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [dlp-filter] }
            policy:
              dlp-filter:
                action: redact
                detect_patterns: [{ name: EMPLOYEE_ID, pattern: '[0-9]{4,8}' }]
            """,
            IsEssential = true,
        },
        Warning(RuleCodes.ErrorsAllowed, "A blocking policy lets its own errors pass") with
        {
            What = "A policy that blocks has `on_error: allow`.",
            Why = "When it fails, which an attacker may be able to provoke, everything passes that it should have blocked.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: block, on_error: allow } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: block } }
            """,
        },
        Info(RuleCodes.BufferedOutput, "Answers wait until they are complete") with
        {
            What = "A policy makes the gateway hold an answer until all of it is judged: it is `buffered`, judges answers as a whole, or may ask a human about one.",
            Why = "The first token comes as late as the last. That may be right; it should be known.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: block, streaming: buffered } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: redact } }
            """,
        },
        Info(RuleCodes.RealtimeBlock, "A realtime block comes after text was delivered") with
        {
            What = "A policy that finds spans blocks answers that are streamed as they come.",
            Why = "The caller gets the text before the finding, then the stream breaks off. Where nothing of such an answer may leave, it has to be buffered.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: block } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: block, streaming: buffered } }
            """,
        },
    ];
}
