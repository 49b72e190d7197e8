namespace Keeptrusts.Policy.Diagnostics;

/// <content>Targets, models, variables and secrets.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] Targets =>
    [
        Error(RuleCodes.UndefinedSecret, "A secret names an undefined variable") with
        {
            IsEssential = true,
            What = "A reference to a secret names something that `variables` does not declare: a secret of the store, or an environment variable that the place of deployment does not have either.",
            Why = "The target has no key, so every call to it fails.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            providers:
              targets:
                - id: primary
                  provider: openai
                  base_url: https://api.openai.com/v1
                  secret_key_ref: { store: openai-key }
            policies: { chain: [] }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            variables:
              openai-key: { from: store }
            providers:
              targets:
                - id: primary
                  provider: openai
                  base_url: https://api.openai.com/v1
                  secret_key_ref: { store: openai-key }
            policies: { chain: [] }
            """,
        },
        Error(RuleCodes.LiteralSecret, "A secret stands in the file") with
        {
            What = "The file holds something that is a credential by its form or its checksum, or a value under a key that is named like one. Comments count, texts of tests do not. Placeholders are no secrets. The value is never shown whole.",
            Why = "Documents are committed, sent to reviewers and shown in consoles. Who can read one has the secret.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            policies: { chain: [] }
            x-database: { password: "q7Kd02mZtW9x" }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            variables:
              DATABASE_PASSWORD: { from: env }
            policies: { chain: [] }
            x-database: { password_from: DATABASE_PASSWORD }
            """,
        },
        Error(RuleCodes.DuplicateTarget, "Two targets have one id") with
        {
            What = "Two targets have the same `id`; case does not tell them apart.",
            Why = "Selectors, groups and events name targets by their ids.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            providers:
              targets:
                - { id: local, provider: echo, models: [small] }
                - { id: Local, provider: echo, models: [large] }
            policies: { chain: [] }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            providers:
              targets:
                - { id: local-small, provider: echo, models: [small] }
                - { id: local-large, provider: echo, models: [large] }
            policies: { chain: [] }
            """,
            IsEssential = true,
        },
        Error(RuleCodes.UnknownTarget, "A target is named that does not exist") with
        {
            What = "A policy or a model group names the id of a target that the document does not declare.",
            Why = "What was to be asked there can never be asked.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            providers: { targets: [{ id: moderator, provider: openai-compatible, base_url: "https://m.example/v1" }] }
            policies: { chain: [moderation] }
            policy: { moderation: { kind: external-moderation, action: block, target: moderation } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            providers: { targets: [{ id: moderator, provider: openai-compatible, base_url: "https://m.example/v1" }] }
            policies: { chain: [moderation] }
            policy: { moderation: { kind: external-moderation, action: block, target: moderator } }
            """,
            IsEssential = true,
        },
        Warning(RuleCodes.UnservedModel, "No target serves a model that is named") with
        {
            What = "A selector, an allow list, a role or the template names a model that no target serves. Nothing is said where a target has no `models`, since it serves any; nor about models that are denied.",
            Why = "A policy for a model that is misspelt never applies.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            providers: { targets: [{ id: local, provider: echo, models: [gpt-4o] }] }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: redact, when: { models: [gpt-40] } } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            providers: { targets: [{ id: local, provider: echo, models: [gpt-4o] }] }
            policies: { chain: [pii-detector] }
            policy: { pii-detector: { action: redact, when: { models: [gpt-4o] } } }
            """,
        },
        Warning(RuleCodes.PlainHttp, "A target is reached over plain http") with
        {
            What = "An address beyond this machine begins with `http:`.",
            Why = "Prompts, answers and the key of the provider travel where others can read them.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            providers: { targets: [{ id: local, provider: openai-compatible, base_url: http://vllm.internal/v1 }] }
            policies: { chain: [] }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            providers: { targets: [{ id: local, provider: openai-compatible, base_url: https://vllm.internal/v1 }] }
            policies: { chain: [] }
            """,
        },
        Error(RuleCodes.NoCompliantTarget, "Data routing leaves no target") with
        {
            What = "A `data-routing-policy` demands what no target declares in its `data_policy`.",
            Why = "Every call to which the policy applies is refused.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            providers: { targets: [{ id: local, provider: echo }] }
            policies: { chain: [data-routing-policy] }
            policy: { data-routing-policy: { require_zero_data_retention: true } }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            providers: { targets: [{ id: local, provider: echo, data_policy: { zero_data_retention: true } }] }
            policies: { chain: [data-routing-policy] }
            policy: { data-routing-policy: { require_zero_data_retention: true } }
            """,
        },
        Warning(RuleCodes.UnreachableTarget, "A target can never be chosen") with
        {
            What = "Targets are tried in order, one before serves every model that this one serves, and nothing makes a call go on to the next: no fallback, no breaker, no key that may be missing. Or a `data-routing-policy` for all calls rules it out.",
            Why = "It looks like a reserve and is none.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            providers:
              targets:
                - { id: first, provider: echo, models: ["gpt-*"] }
                - { id: reserve, provider: echo, models: [gpt-4o] }
            policies: { chain: [] }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            providers:
              targets:
                - { id: first, provider: echo, models: ["gpt-*"] }
                - { id: reserve, provider: echo, models: [gpt-4o, o3] }
            policies: { chain: [] }
            """,
        },
        Warning(RuleCodes.UnusedVariable, "A variable is never used") with
        {
            What = "`variables` declares a name that nothing in the document uses.",
            Why = "A deployment supplies a secret for nothing, or a reference is misspelt.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            variables:
              OPENAI_API_KEY: { from: env }
              OLD_API_KEY: { from: env }
            providers:
              targets:
                - id: primary
                  provider: openai
                  base_url: https://api.openai.com/v1
                  secret_key_ref: { env: OPENAI_API_KEY }
            policies: { chain: [] }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            variables:
              OPENAI_API_KEY: { from: env }
            providers:
              targets:
                - id: primary
                  provider: openai
                  base_url: https://api.openai.com/v1
                  secret_key_ref: { env: OPENAI_API_KEY }
            policies: { chain: [] }
            """,
        },
        Warning(RuleCodes.UndeclaredVariable, "A variable is not declared") with
        {
            What = "A reference to a secret names an environment variable that `variables` does not declare. It may be set where lint runs.",
            Why = "Whoever deploys the document reads in `variables` what to supply.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            providers:
              targets:
                - id: primary
                  provider: openai
                  base_url: https://api.openai.com/v1
                  secret_key_ref: { env: OPENAI_API_KEY }
            policies: { chain: [] }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            variables:
              OPENAI_API_KEY: { from: env }
            providers:
              targets:
                - id: primary
                  provider: openai
                  base_url: https://api.openai.com/v1
                  secret_key_ref: { env: OPENAI_API_KEY }
            policies: { chain: [] }
            """,
        },
        Error(RuleCodes.HostNotAllowed, "A target's host is not one of its secret's") with
        {
            IsEssential = true,
            What = "A target would be sent a secret of the store that may not go to its host. Only a control plane knows the hosts, so only it finds this.",
            Why = "A document could otherwise send a key of the organisation anywhere.",
            Wrong =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            variables:
              openai-key: { from: store }
            providers:
              targets:
                - id: primary
                  provider: openai
                  base_url: https://collector.example/v1
                  secret_key_ref: { store: openai-key }
            policies: { chain: [] }
            """,
            Right =
            """
            pack: { name: search, version: 1.0.0, enabled: true }
            variables:
              openai-key: { from: store }
            providers:
              targets:
                - id: primary
                  provider: openai
                  base_url: https://api.openai.com/v1
                  secret_key_ref: { store: openai-key }
            policies: { chain: [] }
            """,
        },
    ];
}
