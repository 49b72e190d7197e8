using Keeptrusts.Host.ControlPlane.Configurations;

namespace Keeptrusts.Host.Cli.Init;

/// <summary>The policy document that people begin with. It lints clean, and it starts on a machine without any account.</summary>
internal static class StarterDocument
{
    public const string SchemaLine = "# yaml-language-server: $schema=./policy-config.schema.json";

    private const string Head =
        $$"""
        {{SchemaLine}}
        # What governs every call. Policies act in the order of `chain`; every field is described in docs/policy-config.md.
        pack: { name: NAME, version: 1.0.0, enabled: true }

        """;

    private const string Targets =
        """

        variables:                             # names that the gateway's machine supplies; no secret stands in this file
          OPENAI_API_KEY: { from: env, description: key of our OpenAI project }

        providers:
          targets:
            - id: openai
              provider: openai
              secret_key_ref: { env: OPENAI_API_KEY }
              # models: [gpt-4o, gpt-4o-mini]  # globs; without it, any model

        """;

    private const string NoTargets =
        """

        # Without a target, the built-in echo answers. For OpenAI, set OPENAI_API_KEY where the gateway runs, and take away the number signs:
        # variables:
        #   OPENAI_API_KEY: { from: env, description: key of our OpenAI project }
        # providers:
        #   targets:
        #     - { id: openai, provider: openai, secret_key_ref: { env: OPENAI_API_KEY } }

        """;

    private const string Policies =
        """

        policies:
          chain: [secret-detector, pii-detector, cost-cap, audit-logger]

        policy:
          # Keys and passwords never leave, and never come back.
          secret-detector: { action: redact }

          # Personal data is replaced by its type, such as [EMAIL_ADDRESS], both ways and in streams. Other actions: warn, block, escalate.
          pii-detector: { action: redact }

          # A hard cap is never passed, not even by calls at the same time. Days begin at midnight UTC.
          cost-cap: { budgets: [{ scope: team, window: day, soft_cap_usd: 40, hard_cap_usd: 50 }], on_unpriced_model: allow }

          # An answer's last byte waits until its record is on disk. Texts themselves are not recorded.
          audit-logger: { retention_days: 90 }

        # What no policy can read is refused: it could hold what is redacted in writing.
        unreadable: { images: block, files: block, audio: block, remote: block }

        """;

    /// <param name="name">The pack's name.</param>
    /// <param name="environment">Finds an environment variable; an account that is there becomes the target.</param>
    public static string For(string name, Func<string, string?> environment) =>
        Head.Replace("NAME", name, StringComparison.Ordinal) + (DefaultDocument.HasOpenAi(environment) ? Targets : NoTargets) + Policies;
}
