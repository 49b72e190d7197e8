using Keeptrusts.Testing.Processes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Console.Tests.Pages;

/// <summary>What chats go through.</summary>
internal static class ChatPolicies
{
    /// <summary>How long a test waits for what comes at once unless something is broken.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>An answer that begins and never ends.</summary>
    public static ChatReply Endless { get; } = new() { Text = string.Concat(Enumerable.Repeat("word ", 40)), Cuts = [5], Ending = ReplyEnding.Stall };

    /// <summary>Three models that say everything again, under policies that redact, block and look for attacks.</summary>
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

    /// <summary>A model whose answers a test writes, under a policy that redacts.</summary>
    public static GatewayProcessOptions Of(MockUpstream upstream) => new()
    {
        Environment = new Dictionary<string, string?> { ["UPSTREAM_KEY"] = "sk-provider-0123456789abcdef" },
        Policy =
            $$"""
            pack: { name: workbench, version: 1.0.0, enabled: true }
            providers:
              targets:
                - { id: mock, provider: openai-compatible, base_url: "{{upstream.BaseUrl}}", secret_key_ref: { env: UPSTREAM_KEY }, models: [gpt-4o] }
            policies: { chain: [pii-detector, audit-logger] }
            policy:
              pii-detector: { action: redact }
              audit-logger: {}
            """,
    };
}
