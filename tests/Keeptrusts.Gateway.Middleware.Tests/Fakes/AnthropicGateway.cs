using Keeptrusts.Gateway.Middleware.Configuration;

namespace Keeptrusts.Gateway.Middleware.Tests.Fakes;

/// <summary>A gateway before an upstream that speaks Anthropic's messages.</summary>
internal static class AnthropicGateway
{
    /// <param name="pii">What becomes of findings.</param>
    /// <param name="more">Another policy, as written.</param>
    /// <param name="configure">Changes the options.</param>
    public static async Task<TestGateway> StartAsync(string pii = "{ action: redact }", string? more = null, Action<GatewayOptions>? configure = null)
    {
        var gateway = await TestGateway.StartAsync(configure: configure);
        gateway.Load($$"""
            pack: { name: team-dev, version: 1.0.0, enabled: true }
            variables: { UPSTREAM_KEY: { from: env } }
            providers:
              targets:
                - { id: claude, provider: anthropic, base_url: "{{gateway.Upstream.BaseUrl}}", secret_key_ref: { env: UPSTREAM_KEY }, models: ["claude-*"] }
            unreadable: { images: allow }
            policies: { chain: [pii-detector, {{(more is null ? "" : more[..more.IndexOf(':', StringComparison.Ordinal)] + ", ")}}audit-logger] }
            policy:
              pii-detector: {{pii}}
              audit-logger: { retention_days: 90 }
              {{more}}
            """);
        return gateway;
    }

    /// <summary>Calls with the key where Anthropic's clients send it.</summary>
    public static Task<ClientAnswer> CallMessagesAsync(this TestGateway gateway, string body, string path = "/v1/messages") => gateway.CallAtAsync(path, body, request =>
    {
        request.Headers.Authorization = null;
        request.Headers.TryAddWithoutValidation("x-api-key", gateway.Token);
        request.Headers.TryAddWithoutValidation("anthropic-version", "2023-06-01");
        request.Headers.TryAddWithoutValidation("anthropic-beta", "files-api-2025-04-14");
    });
}
