using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Registration;
using Keeptrusts.Host.Tests.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Host.Tests.Embedding;

/// <summary>A web application of somebody else's that is a gateway node: what it says when it cannot be one, and how long it serves by what it knows.</summary>
public sealed class UseControlPlaneTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Node => Path.Combine(_folder.Location, "node");

    [Fact]
    public async Task Start_WrongToken_SaysSoAndHowToMakeOne()
    {
        await using var host = await RunningHost.StartAsync();
        var unknown = "kt_ak_" + new string('a', 49);
        var problem = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => StartAsync(host.Control, unknown));
        Assert.Equal($"the control plane at {host.Control}/ does not let this node in: the control plane does not know this token, or it is revoked or has expired", problem.Message);

        var developer = await TokenAsync(host, "developer");
        problem = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => StartAsync(host.Control, developer));
        Assert.Contains("this token has not the role `gateway`", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(developer, problem.Message, StringComparison.Ordinal);

        problem = await Assert.ThrowsAnyAsync<InvalidOperationException>(async () => await StartAsync(host.Control, await TokenAsync(host, "gateway"), o => o.Gateway = "local-gv"));
        Assert.Contains("there is no gateway `local-gv`", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NobodyThere_SaysWhereItLookedAndWhatToCheck()
    {
        var problem = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => StartAsync("http://127.0.0.1:9", "kt_ak_x", o => o.FirstLink = TimeSpan.FromSeconds(3)));
        Assert.Equal($"no control plane can be reached (http://127.0.0.1:9/: ConnectionRefused), and {Node} keeps nothing from an earlier start to serve by; check address and network", problem.Message);

        // The gateway's port instead of the control plane's.
        await using var host = await RunningHost.StartAsync();
        problem = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => StartAsync(host.Gateway, "kt_ak_x", o => o.FirstLink = TimeSpan.FromSeconds(5)));
        Assert.Contains("it answers 404, as no control plane does", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keeptrusts.example.com", "kt_ak_x", "`keeptrusts.example.com` is no URL of a control plane")]
    [InlineData(null, "kt_ak_x", "`` is no URL of a control plane")]
    [InlineData("https://keeptrusts.example.com", " ", "The token is empty; `kt tokens create")]
    public void Use_WithoutWhatItTakes_SaysSoAtOnce(string? url, string token, string said)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var problem = Assert.Throws<ArgumentException>(() => builder.Services.AddKeeptrustsGateway().UseControlPlane(url!, token));
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SettingsThatContradict_SaysWhich()
    {
        var problem = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync("http://keeptrusts.example.com", "kt_ak_x"));
        Assert.Contains("in clear; use https, or set `AllowHttp`", problem.Message, StringComparison.Ordinal);
        problem = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync("http://127.0.0.1:9", "kt_ak_x", gateway: o => o.KeyFile = "keys.json"));
        Assert.Contains("take out the one or the other", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FolderOfAnotherNode_IsRefused()
    {
        await using var host = await RunningHost.StartAsync();
        var token = await TokenAsync(host, "gateway");
        await using var first = await StartAsync(host.Control, token);
        var problem = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => StartAsync(host.Control, token));
        Assert.Equal($"another process uses the data folder {Node}; give each node a `DataFolder` of its own", problem.Message);
    }

    [Fact]
    public async Task Node_CutOffForTooLong_RefusesUntilItIsLinkedAgain()
    {
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Location, "data");
        var host = await RunningHost.StartAsync(data);
        var (key, token, control) = ((await host.CreateTokenAsync(new { name = "a" })).GetProperty("key").GetString()!, await TokenAsync(host, "gateway"), new Uri(host.Control));
        var log = new Lines();
        await using (var first = await StartAsync(host.Control, token, log: log))
        {
            await UntilAsync(first, key, HttpStatusCode.OK);
            await first.StopAsync(TestContext.Current.CancellationToken);
        }

        await host.DisposeAsync();

        // By what its folder keeps, but not for ever.
        await using var node = await StartAsync(control.ToString(), token, o => (o.MaxStale, o.FirstLink) = (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1)), log: log);
        await UntilAsync(node, key, HttpStatusCode.ServiceUnavailable);
        Assert.Contains(log.Said, line => line.Contains("serving by what this node's folder keeps", StringComparison.Ordinal));

        await using var back = await RunningHost.StartAsync(data, with: settings => settings with { Control = settings.Control with { Port = control.Port } });
        await UntilAsync(node, key, HttpStatusCode.OK);
        Assert.All(log.Said, line =>
        {
            Assert.DoesNotContain(key, line, StringComparison.Ordinal);
            Assert.DoesNotContain(token, line, StringComparison.Ordinal);
            Assert.DoesNotContain("marked", line, StringComparison.Ordinal);
        });
        await node.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Limit_DeployedAtTheControlPlane_IsOneForBothGateways()
    {
        await using var host = await RunningHost.StartAsync();
        var key = (await host.CreateTokenAsync(new { name = "a" })).GetProperty("key").GetString()!;
        await using var node = await StartAsync(host.Control, await TokenAsync(host, "gateway"));
        await UntilAsync(node, key, HttpStatusCode.OK);
        var (status, problem) = await host.AskAsync(HttpMethod.Post, "/v1/configurations/local-gw/versions", new { document = """
            pack: { name: limited, version: 1.0.0, enabled: true }
            policies: { chain: [rate-limit, audit-logger] }
            policy:
              rate-limit: { requests: 6, window_seconds: 2592000 }
            """ });
        Assert.True((int)status < 300, problem.ToString());
        using var client = Client(node, key);
        var (served, isHere, isThere) = (0, false, false);
        for (var round = 0; served < 6 || !isHere || !isThere; round++)
        {
            Assert.True(round < 400, $"{served} calls of 6 were served; deployed at the control plane: {isHere}, at the node: {isThere}");
            using var answer = round % 2 == 0 ? await host.CallAsync(key) : await AskAsync(client);
            if (answer.Headers.GetValues("x-keeptrusts-config").Single() == "local-gw@2")
            {
                // What was served before either had heard of the limit does not count.
                (isHere, isThere) = (isHere || round % 2 == 0, isThere || round % 2 != 0);
                served += answer.IsSuccessStatusCode ? 1 : 0;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(6, served);
        using var here = await host.CallAsync(key);
        using var there = await AskAsync(client);
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests), (here.StatusCode, there.StatusCode));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<WebApplication> StartAsync(
        string url, string token, Action<ControlPlaneOptions>? node = null, Action<GatewayOptions>? gateway = null, Lines? log = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        if (log is not null)
        {
            builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        }

        builder.Services.AddKeeptrustsGateway(gateway).UseControlPlane(url, token, options =>
        {
            (options.DataFolder, options.FirstLink) = (Node, TimeSpan.FromMinutes(1));
            node?.Invoke(options);
        });
        var app = builder.Build();
        try
        {
            app.MapGroup("/ai").MapKeeptrustsGateway();
            await app.StartAsync(TestContext.Current.CancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private static async Task<string> TokenAsync(RunningHost host, string role) =>
        (await host.CreateTokenAsync(new { name = role, token_type = "control", team_id = role == "gateway" ? null : "default", roles = new[] { role } })).GetProperty("key").GetString()!;

    private static async Task UntilAsync(WebApplication node, string key, HttpStatusCode status)
    {
        using var client = Client(node, key);
        for (var round = 0; ; round++)
        {
            using var answer = await AskAsync(client);
            if (answer.StatusCode == status)
            {
                return;
            }

            Assert.True(round < 400, $"still {answer.StatusCode} instead of {status}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static HttpClient Client(WebApplication node, string key)
    {
        var client = new HttpClient { BaseAddress = new Uri(node.Urls.Single()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient client) => client.PostAsJsonAsync(
        "/ai/v1/chat/completions", new { model = "echo", messages = new[] { new { role = "user", content = "mail marked.person@example.com" } } }, TestContext.Current.CancellationToken);

    /// <summary>The host's own log.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Said { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
