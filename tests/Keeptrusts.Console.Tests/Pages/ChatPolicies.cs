using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Console.Tests.Pages;

/// <summary>Three models that say everything again, under policies that redact, block and look for attacks.</summary>
internal static class ChatPolicies
{
    public static GatewayProcessOptions Options { get; } = new()
    {
        Policy =
            """
            pack: { name: workbench, version: 1.0.0, enabled: true }
            providers:
              targets:
                - { id: local, provider: echo, models: [echo-large, echo-medium, echo-small] }
            policies: { chain: [pii-detector, secret-projects, prompt-injection, cost-cap, audit-logger] }
            policy:
              pii-detector: { action: redact }
              secret-projects: { kind: dlp-filter, action: block, blocked_terms: [Project Falcon] }
              prompt-injection: { action: block }
              cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 50 }] }
              audit-logger: {}
            """,
    };
}
