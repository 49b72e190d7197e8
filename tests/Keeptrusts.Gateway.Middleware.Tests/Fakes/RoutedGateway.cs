using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Fakes;

/// <summary>A gateway before two upstreams, the targets <c>first</c> and <c>second</c>.</summary>
internal sealed class RoutedGateway : IAsyncDisposable
{
    public const string Hi = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""";
    public const string HiStreamed = """{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"hi"}]}""";

    private RoutedGateway(TestGateway gateway, MockUpstream second) => (Gateway, Second) = (gateway, second);

    public TestGateway Gateway { get; }

    public MockUpstream First => Gateway.Upstream;

    public MockUpstream Second { get; }

    /// <summary>How many calls each upstream got.</summary>
    public (int First, int Second) Asked => (First.Calls.Count, Second.Calls.Count);

    /// <param name="providers">Further lines of <c>providers</c>.</param>
    /// <param name="first">Further fields of the first target.</param>
    /// <param name="second">Further fields of the second target; <see langword="null"/>: there is only the first.</param>
    /// <param name="third">A third target, as written.</param>
    /// <param name="policy">A policy, as written.</param>
    public static async Task<RoutedGateway> StartAsync(string providers, string first = "", string? second = "", string? third = null, string? policy = null)
    {
        var routed = new RoutedGateway(await TestGateway.StartAsync(), await MockUpstream.StartAsync());
        routed.Load(providers, first, second, third, policy);
        return routed;
    }

    public void Load(string providers, string first = "", string? second = "", string? third = null, string? policy = null) => Gateway.Load($$"""
        pack: { name: team-dev, version: 1.0.0, enabled: true }
        variables: { UPSTREAM_KEY: { from: env, description: key of the upstream } }
        providers:
          targets:
            - { {{Target("first", First, first)}} }
            {{(second is null ? "" : $"- {{ {Target("second", Second, second)} }}")}}
            {{(third is null ? "" : $"- {third}")}}
          {{providers}}
        policies: { chain: [pii-detector, {{(policy is null ? "" : policy[..policy.IndexOf(':', StringComparison.Ordinal)] + ", ")}}audit-logger] }
        policy:
          pii-detector: { action: redact }
          audit-logger: { retention_days: 90 }
          {{policy}}
        """);

    /// <summary>Makes a call, letting time pass until it is over.</summary>
    public async Task<ClientAnswer> CallAsync(string body = Hi) => await Gateway.PassTimeAsync(Gateway.CallAsync(body), TimeSpan.FromMilliseconds(100));

    /// <summary>The attempts of the last event: target and outcome.</summary>
    public static IEnumerable<string> Attempts(CallEvent recorded) => (recorded.Attempts ?? []).Select(attempt => $"{attempt.Target} {attempt.Outcome}");

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Second.DisposeAsync();
    }

    private static string Target(string id, MockUpstream upstream, string more)
    {
        var models = more.Contains("models:", StringComparison.Ordinal) ? "" : "models: [gpt-4o, gpt-4o-mini], ";
        var pricing = more.Contains("pricing:", StringComparison.Ordinal) ? "" : "pricing: { gpt-4o: { input_per_1m_usd: 2.5, output_per_1m_usd: 10 }, gpt-4o-mini: { input_per_1m_usd: 0.15, output_per_1m_usd: 0.6 } }, ";
        var provider = more.Contains("provider:", StringComparison.Ordinal) ? "" : "provider: openai-compatible, ";
        var secret = more.Contains("secret_key_ref:", StringComparison.Ordinal) ? "" : "secret_key_ref: { env: UPSTREAM_KEY }, ";
        return $"id: {id}, {provider}base_url: \"{upstream.BaseUrl}\", {secret}{models}{pricing}{more}".TrimEnd(',', ' ');
    }
}
