using System.Net.Http.Headers;
using System.Text;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.FailureModes;

/// <summary>One gateway with a target of each dialect, which the tests of a class share: it serves every face.</summary>
public class EveryFace : IAsyncLifetime
{
    public const string Redact = "pii-detector: { action: redact }";
    public const string Block = "pii-detector: { action: block }";
    public const string Budget = "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 5000 }] }";

    internal TestGateway Gateway { get; private set; } = null!;

    public MockUpstream Upstream => Gateway.Upstream;

    /// <summary>Behind the targets that a fallback may go to.</summary>
    public MockUpstream Spare { get; private set; } = null!;

    public async ValueTask InitializeAsync() => (Gateway, Spare) = (await StartAsync(), await MockUpstream.StartAsync());

    /// <summary>Begins a test: policies in force, upstreams that remember nothing.</summary>
    /// <param name="policies">As written, each on a line of its own.</param>
    /// <param name="target">Further fields of every target.</param>
    /// <param name="fallback">Whether each target has a second one to fall back to, which has none of those fields.</param>
    /// <param name="upstream">Another provider than <see cref="Upstream"/>.</param>
    /// <param name="providers">A further line of <c>providers</c>.</param>
    internal void Begin(string policies = Redact, string target = "", bool fallback = false, Uri? upstream = null, string providers = "")
    {
        Upstream.Reset();
        Spare.Reset();
        var lines = policies.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Gateway.Load($$"""
            pack: { name: team-dev, version: 1.0.0, enabled: true }
            variables: { UPSTREAM_KEY: { from: env } }
            providers:
              targets:
            {{Targets("", upstream ?? Upstream.BaseUrl, target)}}{{(fallback ? Targets("spare-", Spare.BaseUrl, "") + "  fallback: {}" : "")}}
              {{providers}}
            policies: { chain: [{{string.Concat(lines.Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)] + ", "))}}audit-logger] }
            policy:
              audit-logger: { retention_days: 90 }
              {{string.Join("\n  ", lines)}}
            """);
    }

    /// <summary>Starts the gateway that all tests of a class share.</summary>
    private protected virtual Task<TestGateway> StartAsync() => TestGateway.StartAsync();

    private static string Targets(string prefix, Uri upstream, string more)
    {
        const string Key = "secret_key_ref: { env: UPSTREAM_KEY }";
        more = more.Length == 0 ? "" : ", " + more;
        return $$"""
                - { id: {{prefix}}openai, provider: openai, base_url: "{{upstream}}", {{Key}}, models: [gpt-4o], pricing: { gpt-4o: { input_per_1m_usd: 2.5, output_per_1m_usd: 10 } }{{more}} }
                - { id: {{prefix}}claude, provider: anthropic, base_url: "{{upstream}}", {{Key}}, models: [claude-sonnet-4-5], pricing: { claude-sonnet-4-5: { input_per_1m_usd: 3, output_per_1m_usd: 15 } }{{more}} }
                - { id: {{prefix}}azure, provider: azure-openai, base_url: "{{upstream.GetLeftPart(UriPartial.Authority)}}", {{Key}}, models: [gpt-azure], pricing: { gpt-azure: { input_per_1m_usd: 2.5, output_per_1m_usd: 10 } }{{more}} }

            """;
    }

    internal async Task<ClientAnswer> CallAsync(Face face, string body, Action<HttpRequestMessage>? change = null)
    {
        using var response = await SendAsync(face, body, change);
        return await ClientAnswer.ReadAsync(response);
    }

    internal Task<HttpResponseMessage> SendAsync(Face face, string body, Action<HttpRequestMessage>? change = null, CancellationToken leaving = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, face.Path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (face.KeyHeader is { } header)
        {
            request.Headers.TryAddWithoutValidation(header, Gateway.Token);
        }
        else
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Gateway.Token);
        }

        change?.Invoke(request);
        return Gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving == default ? TestContext.Current.CancellationToken : leaving);
    }

    /// <summary>The event of a call.</summary>
    internal Task<CallEvent> EventAsync(ClientAnswer answer) => Gateway.EventOfAsync(answer["x-request-id"]);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Spare.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
