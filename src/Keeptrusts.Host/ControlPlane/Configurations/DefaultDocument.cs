namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>The configuration that a fresh installation starts with.</summary>
internal static class DefaultDocument
{
    public const string OpenAiVariable = "OPENAI_API_KEY";

    private const string Policies =
        """
        # The configuration of a fresh installation: personal data is redacted both ways, every call is recorded.
        pack: { name: local-gw, version: 1.0.0, enabled: true }

        policies:
          chain: [pii-detector, audit-logger]

        policy:
          pii-detector: { action: redact }
          audit-logger: {}

        """;

    private const string OpenAi =
        """

        variables:
          OPENAI_API_KEY: { from: env, description: found in the environment of the host }

        providers:
          targets:
            - id: openai
              provider: openai
              base_url: https://api.openai.com/v1
              secret_key_ref: { env: OPENAI_API_KEY }

        """;

    /// <summary>The document for this machine. Without a target, the gateway answers by its echo.</summary>
    /// <param name="environment">Finds an environment variable.</param>
    public static string For(Func<string, string?> environment) => HasOpenAi(environment) ? Policies + OpenAi : Policies;

    /// <summary>Whether this machine has an account with OpenAI. A key of our own there only means that this shell is a client of a gateway.</summary>
    public static bool HasOpenAi(Func<string, string?> environment) =>
        environment(OpenAiVariable) is { Length: > 0 } key && !key.StartsWith("kt_", StringComparison.Ordinal);
}
