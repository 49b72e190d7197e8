namespace Keeptrusts.Analyzers.Tests;

/// <summary>Documents that the tests share.</summary>
internal static class PolicySamples
{
    public const string Good =
        """
        pack: { name: mine, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, audit-logger] }
        policy:
          pii-detector: { action: redact }

        """;

    /// <summary>One warning, KT0011 at (5,3).</summary>
    public const string Doubtful = Good + "  unused: { kind: pii-detector, action: warn }\n";

    /// <summary>KT0004 at (4,3): `action` is missing.</summary>
    public const string NoAction =
        """
        pack: { name: mine, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, audit-logger] }
        policy:
          pii-detector: {}

        """;

    /// <summary>KT1001, or KT1010 where nobody knows the environment, at (6,97).</summary>
    public const string UndefinedSecret = Good +
        """
        providers:
          targets: [{ id: a, provider: openai, base_url: "https://a.example/v1", secret_key_ref: { env: KEEPTRUSTS_TEST_NOWHERE } }]

        """;

    /// <summary>KT2001 at (4,67): the soft cap is above the hard cap.</summary>
    public const string CapsReversed =
        """
        pack: { name: mine, version: 1.0.0, enabled: true }
        policies: { chain: [cost-cap, audit-logger] }
        policy:
          cost-cap: { budgets: [{ scope: team, window: day, soft_cap_usd: 60, hard_cap_usd: 50 }] }

        """;

    /// <summary>KT3001: two policies want different things of the same entity.</summary>
    public const string Contradiction =
        """
        pack: { name: mine, version: 1.0.0, enabled: true }
        policies: { chain: [hide, stop, audit-logger] }
        policy:
          hide: { kind: pii-detector, action: redact, entities: [EMAIL_ADDRESS], phases: [input] }
          stop: { kind: pii-detector, action: block, entities: [EMAIL_ADDRESS], phases: [input] }

        """;

    /// <summary>A kind of one's own, whose schema file is `ticket.json`; with the file, KT0003 at (5,42).</summary>
    public const string OwnKind =
        """
        pack: { name: mine, version: 1.0.0, enabled: true }
        kinds: { ticket: { schema: ./ticket.json, actions: [warn], phases: [input] } }
        policies: { chain: [tickets] }
        policy:
          tickets: { kind: ticket, action: warn, projetcs: 3 }

        """;

    public const string OwnKindSchema = """{ "type": "object", "properties": { "projects": { "type": "integer" } }, "additionalProperties": false }""";
}
