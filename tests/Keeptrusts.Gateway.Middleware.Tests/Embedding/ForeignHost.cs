using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Keeptrusts.Gateway.Middleware.Registration;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Tests.Embedding;

/// <summary>Somebody's own web application, with its own users, paths and log, into which the gateway is put from files alone.</summary>
internal sealed class ForeignHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TempFolder _folder;

    private ForeignHost(WebApplication app, TempFolder folder, string token, OwnLog log)
    {
        (_app, _folder, Token, Log) = (app, folder, token, log);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public string Token { get; }

    public OwnLog Log { get; }

    public string PolicyFile => Path.Combine(_folder.Path, "policy-config.yaml");

    public string KeyFile => Path.Combine(_folder.Path, "keys.json");

    public static async Task<ForeignHost> StartAsync(string policy, string? keys = null, Action<IServiceCollection>? supply = null)
    {
        var folder = new TempFolder();
        var random = RandomNumberGenerator.GetBytes(GatewayKey.RandomByteCount);
        var key = GatewayKey.Create(KeyKind.Gateway, random);
        File.WriteAllText(Path.Combine(folder.Path, "policy-config.yaml"), policy);
        File.WriteAllText(Path.Combine(folder.Path, "keys.json"), keys ?? $$"""[{ "sha256": "{{Convert.ToHexStringLower(key.Hash())}}", "name": "app", "team": "shop" }]""");
        var log = new OwnLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.Zero);
        builder.Services.AddAuthentication("own").AddScheme<AuthenticationSchemeOptions, OwnUsers>("own", null);
        builder.Services.AddAuthorization();
        supply?.Invoke(builder.Services);
        builder.Services.AddKeeptrustsGateway(options =>
        {
            options.PolicyConfig = Path.Combine(folder.Path, "policy-config.yaml");
            options.KeyFile = Path.Combine(folder.Path, "keys.json");
            options.JournalDirectory = Path.Combine(folder.Path, "journal");
        });
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/shop", () => "the shop");
        app.MapGroup("/ai").MapKeeptrustsGateway().RequireAuthorization();
        await app.StartAsync();
        return new(app, folder, key.Reveal(), log);
    }

    public async Task<ClientAnswer> CallAsync(string body, string path = "/ai/v1/chat/completions", string? user = "ann")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (user is not null)
        {
            request.Headers.Add("X-Own-User", user);
        }

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await ClientAnswer.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class OwnUsers(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers["X-Own-User"] is [{ Length: > 0 } user]
            ? AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, user)], "own")), "own"))
            : AuthenticateResult.NoResult());
    }

    /// <summary>All that was logged, by anybody, at any level.</summary>
    internal sealed class OwnLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
