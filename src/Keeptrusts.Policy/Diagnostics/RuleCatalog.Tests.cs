namespace Keeptrusts.Policy.Diagnostics;

/// <content>Tests beside the policy.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] Tests =>
    [
        Error(RuleCodes.UnknownInTest, "A test names a policy or target that does not exist") with
        {
            What = "A test beside the policy expects something of a policy that is not in the chain, or names a target that the document does not have.",
            Why = "It tests nothing.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: redact } }
            testing:
              suites:
                - name: greetings pass
                  input: { text: good morning }
                  expected: { verdict: allow, policies: { pii: allow } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: redact } }
            testing:
              suites:
                - name: greetings pass
                  input: { text: good morning }
                  expected: { verdict: allow, policies: { pii-detector: allow } }
            """,
        },
    ];
}
