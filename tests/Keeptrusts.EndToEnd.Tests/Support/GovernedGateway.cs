using System.Net.Http.Headers;
using System.Text;
using Keeptrusts.Testing.Processes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Support;

/// <summary>A started host before a mock upstream, and a key to call it with. Each test class has one of its own.</summary>
public class GovernedGateway : IAsyncLifetime
{
    /// <summary>The provider behind the gateway.</summary>
    public MockUpstream Upstream { get; private set; } = null!;

    /// <summary>The host.</summary>
    public GatewayProcess Host { get; private set; } = null!;

    /// <summary>A key of the team <c>default</c>.</summary>
    public GatewayKey Key { get; private set; } = null!;

    /// <summary>A client without anything preset but the address.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>The document that governs; by default the standard one.</summary>
    internal virtual string Policy(Uri upstream) => Policies.Standard(upstream);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Upstream = await MockUpstream.StartAsync();
        Host = await GatewayProcess.StartAsync(new GatewayProcessOptions
        {
            Policy = Policy(Upstream.BaseUrl),
            Environment = new Dictionary<string, string?> { [Policies.ProviderKeyVariable] = Policies.ProviderKey },
        });
        Key = await Host.CreateKeyAsync("end-to-end");
        // Who hangs up is gone: this client would otherwise read on for two seconds, to keep the connection.
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = Host.Url, Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Posts a body to the chat route with the key.</summary>
    public Task<HttpResponseMessage> PostAsync(string json, CancellationToken cancellationToken = default) =>
        PostAsync(new StringContent(json, Encoding.UTF8, "application/json"), cancellationToken);

    /// <summary>Posts any content to the chat route with the key; returns when the headers are there.</summary>
    public Task<HttpResponseMessage> PostAsync(HttpContent content, CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key.Token);
        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }

        if (Upstream is not null)
        {
            await Upstream.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
