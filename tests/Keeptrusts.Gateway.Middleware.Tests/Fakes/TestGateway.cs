using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Registration;
using Keeptrusts.Policy.Keys;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Testing.Upstream;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Gateway.Middleware.Tests.Fakes;

/// <summary>A gateway on a loopback port before a scriptable upstream, with keys and policies by hand and its own time.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    public const string ProviderKey = "sk-provider-0123456789abcdef";
    private readonly TempFolder _folder;
    private readonly WebApplication _app;

    private TestGateway(WebApplication app, TempFolder folder, MockUpstream upstream, FakeTimeProvider time)
    {
        (_app, _folder, Upstream, Time) = (app, folder, upstream, time);
        Keys = (FakeKeyStore)app.Services.GetRequiredService<IKeyStore>();
        Policies = (FakePolicySource)app.Services.GetRequiredService<IPolicySource>();
        Secrets = (FakeSecrets)app.Services.GetRequiredService<ISecretSource>();
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(app.Urls.Single()) };
        Token = Add(Calls.Key);
    }

    public MockUpstream Upstream { get; }

    public FakeTimeProvider Time { get; }

    public FakeKeyStore Keys { get; }

    public FakePolicySource Policies { get; }

    public FakeSecrets Secrets { get; }

    public HttpClient Client { get; }

    public string Token { get; }

    public Journal Journal => _app.Services.GetRequiredService<Journal>();

    public IPolicyPreview Preview => _app.Services.GetRequiredService<IPolicyPreview>();

    public IOpenCalls Open => _app.Services.GetRequiredService<IOpenCalls>();

    public IConfigurationHealth Health => _app.Services.GetRequiredService<IConfigurationHealth>();

    public static async Task<TestGateway> StartAsync(string? pii = "{ action: redact }", string? more = null, string? target = null, Action<GatewayOptions>? configure = null, IEscalationDesk? desk = null, IJournalDisk? disk = null, Action<IServiceCollection>? supply = null, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var upstream = await MockUpstream.StartAsync();
        var folder = new TempFolder();
        var time = new FakeTimeProvider(new(2026, 11, 23, 15, 30, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.Zero);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<IKeyStore>(new FakeKeyStore());
        builder.Services.AddSingleton<IPolicySource>(new FakePolicySource());
        builder.Services.AddSingleton<ISecretSource>(new FakeSecrets());
        if (desk is not null)
        {
            builder.Services.AddSingleton(desk);
        }

        if (disk is not null)
        {
            builder.Services.AddSingleton(disk);
        }

        supply?.Invoke(builder.Services);
        builder.Services.AddKeeptrustsGateway(options =>
        {
            options.JournalDirectory = folder.Path;
            configure?.Invoke(options);
        });
        var app = builder.Build();
        app.MapKeeptrustsGateway();
        app.MapKeeptrustsGatewayFallback();
        await app.StartAsync();
        var gateway = new TestGateway(app, folder, upstream, time);
        gateway.Load(Yaml(upstream, pii, more, target));
        return gateway;
    }

    public static string Yaml(MockUpstream upstream, string? pii, string? more = null, string? target = null) => $$"""
        pack: { name: team-dev, version: 1.0.0, enabled: true }
        variables: { UPSTREAM_KEY: { from: env, description: key of the upstream } }
        providers:
          targets:
            - { id: mock, provider: openai-compatible, base_url: "{{upstream.BaseUrl}}", secret_key_ref: { env: UPSTREAM_KEY }, models: [gpt-4o, gpt-4o-mini], pricing: { gpt-4o: { input_per_1m_usd: 2.5, output_per_1m_usd: 10 }, gpt-4o-mini: { input_per_1m_usd: 0.15, output_per_1m_usd: 0.6 } }{{(target is null ? "" : ", " + target)}} }
        policies: { chain: [{{(pii is null ? "" : "pii-detector, ")}}{{(more is null ? "" : more[..more.IndexOf(':', StringComparison.Ordinal)] + ", ")}}audit-logger] }
        policy:
          audit-logger: { retention_days: 90 }
          {{(pii is null ? "" : "pii-detector: " + pii)}}
          {{more}}
        """;

    public void Load(string yaml) => Policies.Current = new("team-dev", 3, Calls.Plan(yaml));

    /// <summary>Puts policies made by hand before the targets of the document in force.</summary>
    public void Load(params PolicyUnit[] units) => Policies.Current = new("team-dev", 3, new FakePlan(Policies.Current!.Plan, units));

    public string Add(KeyRecord key)
    {
        var random = new byte[GatewayKey.RandomByteCount];
        Random.Shared.NextBytes(random);
        var made = GatewayKey.Create(KeyKind.Gateway, random);
        Keys.Add(made.Hash(), key);
        return made.Reveal();
    }

    public HttpRequestMessage Request(string body, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Token);
        return request;
    }

    public Task<HttpResponseMessage> SendAsync(string body, string? token = null, CancellationToken cancellationToken = default) =>
        Client.SendAsync(Request(body, token), HttpCompletionOption.ResponseHeadersRead, cancellationToken == default ? TestContext.Current.CancellationToken : cancellationToken);

    /// <summary>Sends a call and reads what there is of the answer.</summary>
    public async Task<ClientAnswer> CallAsync(string body, string? token = null)
    {
        using var response = await SendAsync(body, token);
        return await ClientAnswer.ReadAsync(response);
    }

    /// <summary>Sends a call to another route and reads what there is of the answer.</summary>
    public async Task<ClientAnswer> CallAtAsync(string path, string body, Action<HttpRequestMessage>? change = null)
    {
        using var request = Request(body);
        request.RequestUri = new Uri(path, UriKind.Relative);
        change?.Invoke(request);
        using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return await ClientAnswer.ReadAsync(response);
    }

    /// <summary>The last event of the journal, once there are as many as stated.</summary>
    public async Task<CallEvent> EventAsync(int count = 1)
    {
        var feed = _app.Services.GetRequiredService<IEventFeed>();
        var position = default(JournalPosition);
        CallEvent? last = null;
        for (var seen = 0; ;)
        {
            await foreach (var (next, read) in feed.ReadAsync(position, TestContext.Current.CancellationToken))
            {
                (position, last) = (next, JsonSerializer.Deserialize(read.Span, JournalJson.Default.CallEvent));
                seen++;
            }

            if (seen >= count)
            {
                return last!;
            }

            await feed.WaitAsync(position, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    /// <summary>The event of one call, once it is there.</summary>
    public async Task<CallEvent> EventOfAsync(string? requestId)
    {
        var feed = _app.Services.GetRequiredService<IEventFeed>();
        for (var position = default(JournalPosition); ;)
        {
            await foreach (var (next, read) in feed.ReadAsync(position, TestContext.Current.CancellationToken))
            {
                position = next;
                if (JsonSerializer.Deserialize(read.Span, JournalJson.Default.CallEvent) is { } found && found.RequestId == requestId)
                {
                    return found;
                }
            }

            await feed.WaitAsync(position, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    /// <summary>Lets the gateway's time pass until something has happened.</summary>
    public async Task<T> PassTimeAsync<T>(Task<T> until, TimeSpan step)
    {
        for (var round = 0; !until.IsCompleted; round++)
        {
            Assert.True(round < 5000, "nothing happened");
            Time.Advance(step);
            await Task.WhenAny(until, Task.Delay(2, TestContext.Current.CancellationToken));
        }

        return await until;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await Upstream.DisposeAsync();
        _folder.Dispose();
    }
}
