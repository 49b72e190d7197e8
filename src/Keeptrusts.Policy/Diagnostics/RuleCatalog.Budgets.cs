namespace Keeptrusts.Policy.Diagnostics;

/// <content>Caps, prices and limits.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] Budgets =>
    [
        Error(RuleCodes.CapsReversed, "Soft cap above hard cap") with
        {
            What = "A budget's `soft_cap_usd` is above its `hard_cap_usd`.",
            Why = "The hard cap stops all calls before the soft cap warns anybody.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [cost-cap] }
            policy:
              cost-cap:
                budgets:
                  - { scope: team, window: day, soft_cap_usd: 60, hard_cap_usd: 50 }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [cost-cap] }
            policy:
              cost-cap:
                budgets:
                  - { scope: team, window: day, soft_cap_usd: 40, hard_cap_usd: 50 }
            """,
        },
        Error(RuleCodes.UselessCap, "A cap is missing, zero or negative") with
        {
            What = "A budget has neither cap, or a cap that is not above zero.",
            Why = "It limits nothing, or everything.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [cost-cap] }
            policy:
              cost-cap:
                budgets:
                  - { scope: team, window: day, hard_cap_usd: 0 }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [cost-cap] }
            policy:
              cost-cap:
                budgets:
                  - { scope: team, window: day, hard_cap_usd: 50 }
            """,
            IsEssential = true,
        },
        Warning(RuleCodes.NarrowCapAbove, "A narrower scope may spend more than the wider one") with
        {
            What = "The cap of a key, user or team is above that of the team, user or organisation which it belongs to, over the same window and for the same calls.",
            Why = "The wider cap is always reached first, so the narrower one means nothing.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [cost-cap] }
            policy:
              cost-cap:
                budgets:
                  - { scope: org, window: day, hard_cap_usd: 50 }
                  - { scope: team, window: day, hard_cap_usd: 100 }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [cost-cap] }
            policy:
              cost-cap:
                budgets:
                  - { scope: org, window: day, hard_cap_usd: 500 }
                  - { scope: team, window: day, hard_cap_usd: 100 }
            """,
        },
        Warning(RuleCodes.ShortCapAbove, "A shorter window may spend more than a longer one") with
        {
            What = "The cap of a shorter window is above that of a longer one of the same scope.",
            Why = "The longer window's cap is always reached first, so the shorter one means nothing.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [cost-cap] }
            policy:
              cost-cap:
                budgets:
                  - { scope: team, window: day, hard_cap_usd: 100 }
                  - { scope: team, window: month, hard_cap_usd: 50 }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [cost-cap] }
            policy:
              cost-cap:
                budgets:
                  - { scope: team, window: day, hard_cap_usd: 10 }
                  - { scope: team, window: month, hard_cap_usd: 50 }
            """,
        },
        Error(RuleCodes.NoPrice, "A model under a hard cap has no price") with
        {
            What = "A target lists a model by name that neither its `pricing` nor the built-in table knows, and a hard cap applies to calls of it. Models that match a glob are judged when a call comes.",
            Why = "What a call costs cannot be bounded, so every call of that model is refused.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            providers: { targets: [{ id: own, provider: openai-compatible, base_url: "https://vllm.example/v1", models: [our-model] }] }
            policies: { chain: [cost-cap] }
            policy:
              cost-cap:
                budgets:
                  - { scope: team, window: day, hard_cap_usd: 50 }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            providers:
              targets:
                - id: own
                  provider: openai-compatible
                  base_url: https://vllm.example/v1
                  models: [our-model]
                  pricing: { our-model: { input_per_1m_usd: 0.5, output_per_1m_usd: 1.5 } }
            policies: { chain: [cost-cap] }
            policy:
              cost-cap:
                budgets:
                  - { scope: team, window: day, hard_cap_usd: 50 }
            """,
        },
        Warning(RuleCodes.NeverBinds, "A limit can never bind") with
        {
            What = "A limit on requests, tokens or calls is above another that is counted for all the same calls.",
            Why = "The other is always reached first.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [all, keys] }
            policy:
              all: { kind: rate-limit, scope: global, requests: 100 }
              keys: { kind: rate-limit, scope: key, requests: 200 }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [all, keys] }
            policy:
              all: { kind: rate-limit, scope: global, requests: 1000 }
              keys: { kind: rate-limit, scope: key, requests: 200 }
            """,
        },
    ];
}
