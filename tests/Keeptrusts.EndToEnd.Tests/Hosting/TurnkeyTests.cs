using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Processes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Hosting;

/// <summary>The first minutes of a new user: start, key, call, look.</summary>
public sealed class TurnkeyTests
{
    [Fact]
    public async Task FirstStart_WithoutAnything_ServesEchoAndSaysWhatToDoNext()
    {
        await using var host = await GatewayProcess.StartAsync();

        Assert.Contains("kt tokens create", host.Log, StringComparison.Ordinal);
        Assert.Contains("curl", host.Log, StringComparison.Ordinal);
        Assert.Contains(host.Url.ToString().TrimEnd('/'), host.Log, StringComparison.Ordinal);
        var key = await host.CreateKeyAsync("first");
        var clients = new OpenAiClients(host.BaseUrl, key.Token);
        OpenAI.Chat.ChatCompletion answer = await clients.Client.GetChatClient("gpt-4o").CompleteChatAsync($"Remember {Samples.Email}.");
        Assert.NotEmpty(answer.Content[0].Text);
        Assert.DoesNotContain(Samples.Email, answer.Content[0].Text, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(host.Data));
        }
    }

    [Fact]
    public async Task DocumentedCommands_InOrder_WorkVerbatim()
    {
        await using var upstream = await MockUpstream.StartAsync();
        await using var host = await StartAsync(upstream);

        (await host.KtAsync("team", "create", "search")).MustSucceed();
        var made = (await host.KtAsync("tokens", "create", "--type", "gateway", "--name", "my-feature-branch-gk", "--team-id", "search", "--expires-in", "7d")).MustSucceed();
        var token = System.Text.RegularExpressions.Regex.Match(made.Output, "kt_gk_[0-9A-Za-z]{49}").Value;
        Assert.NotEmpty(token);
        var id = await CallAsync(host, token, HttpStatusCode.OK);

        var list = (await host.KtAsync("tokens", "list", "--json")).MustSucceed();
        Assert.Contains("my-feature-branch-gk", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(token, list.Output, StringComparison.Ordinal);
        using (var control = await ControlApi.OpenAsync(host))
        {
            Assert.Equal("search", (string?)(await control.EventAsync(id))["team"]);
        }

        var shown = (await host.KtAsync("events", "show", id, "--json")).MustSucceed();
        Assert.Equal(id, (string?)shown.Json["request_id"]);
        (await host.KtAsync("events", "show", id)).MustSucceed();
        (await host.KtAsync("tokens", "revoke", "my-feature-branch-gk")).MustSucceed();
        await CallAsync(host, token, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Commands_AskedForTheImpossible_FailWithAReason()
    {
        await using var host = await GatewayProcess.StartAsync();

        foreach (var command in new[]
        {
            new[] { "tokens", "revoke", "no-such-key" },
            ["tokens", "create", "--type", "gateway", "--name", "x", "--team-id", "no-such-team"],
            ["tokens", "create", "--type", "gateway", "--name", "x", "--team-id", "default", "--expires-in", "soon"],
            ["events", "show", "no-such-event"],
            ["nonsense"],
        })
        {
            var result = await host.KtAsync(command);

            Assert.True(result.ExitCode is 1 or 2, $"kt {string.Join(' ', command)}: {result}");
            Assert.True(result.Error.Trim().Length > 10, $"kt {string.Join(' ', command)}: {result}");
            Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Eval_OfACorpus_ReadsStandardInputAndWritesLines()
    {
        await using var host = await GatewayProcess.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "policy-config.yaml"), Policies.Standard(new Uri("http://127.0.0.1:9/v1")), TestContext.Current.CancellationToken);
        var cases = string.Join('\n', new JsonObject { ["id"] = "a", ["text"] = Samples.Sensitive }.ToJsonString(), new JsonObject { ["id"] = "b", ["text"] = "Nothing here." }.ToJsonString(), "");

        var result = (await host.KtWithInputAsync(cases, "policy", "eval", "--file", "policy-config.yaml", "--phase", "output")).MustSucceed();

        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToArray();
        Assert.Equal(("a", "redact", Samples.SensitiveRedacted), ((string?)lines[0]["id"], (string?)lines[0]["verdict"], (string?)lines[0]["output"]));
        Assert.Equal(("b", "allow", "Nothing here."), ((string?)lines[1]["id"], (string?)lines[1]["verdict"], (string?)lines[1]["output"]));
    }

    [Fact]
    public async Task SecondStart_OnATakenPort_SaysSoPlainly()
    {
        await using var host = await GatewayProcess.StartAsync();

        var second = await GatewayProcess.StartExpectingExitAsync(new GatewayProcessOptions { Ports = (host.Ports.Gateway, FreePorts.Take(1)[0]) });

        Assert.Equal(2, second.ExitCode);
        Assert.Contains($"{host.Ports.Gateway}", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondStart_OnTheSameData_SaysSoPlainly()
    {
        await using var host = await GatewayProcess.StartAsync();

        var second = await GatewayProcess.StartExpectingExitAsync(new GatewayProcessOptions { Folder = host.Folder });

        Assert.Equal(2, second.ExitCode);
        Assert.Contains(".keeptrusts", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAPolicyThatDoesNotLoad_SaysWhereAndWhat()
    {
        var result = await GatewayProcess.StartExpectingExitAsync(new GatewayProcessOptions
        {
            Policy = "pack: { name: x, version: 1.0.0, enabled: true }\npolicies:\n  chain: [pii-detecter]\n",
        });

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("pii-detecter", result.Output, StringComparison.Ordinal);
        Assert.Contains("pii-detector", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WithAnOpenCall_DrainsIt()
    {
        await using var upstream = await MockUpstream.StartAsync();
        await using var host = await StartAsync(upstream);
        var key = await host.CreateKeyAsync();
        upstream.Reply = new ChatReply { Text = "Slow and steady wins the race.", EventDelay = TimeSpan.FromMilliseconds(60) };
        using var http = Client(host, key.Token);
        var call = http.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), new StringContent(Requests.Chat(stream: true), Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        await upstream.WaitForRequestAsync(TestContext.Current.CancellationToken);

        var stopped = host.StopAsync();

        using var response = await call;
        Assert.Contains("[DONE]", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, await stopped);
    }

    [Fact]
    public async Task Restart_AfterAKill_KeepsKeysAndConfiguration()
    {
        await using var upstream = await MockUpstream.StartAsync();
        await using var first = await StartAsync(upstream);
        var key = await first.CreateKeyAsync();
        await first.KillAsync();

        await using var second = await first.RestartAsync();

        await CallAsync(second, key.Token, HttpStatusCode.OK);
    }

    private static Task<GatewayProcess> StartAsync(MockUpstream upstream) => GatewayProcess.StartAsync(new GatewayProcessOptions
    {
        Policy = Policies.Standard(upstream.BaseUrl),
        Environment = new Dictionary<string, string?> { [Policies.ProviderKeyVariable] = Policies.ProviderKey },
    });

    private static HttpClient Client(GatewayProcess host, string token)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = host.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private static async Task<string> CallAsync(GatewayProcess host, string token, HttpStatusCode expected)
    {
        using var http = Client(host, token);
        using var response = await http.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), new StringContent(Requests.Chat(), Encoding.UTF8, "application/json"));
        Assert.Equal(expected, response.StatusCode);
        return response.Headers.GetValues("x-request-id").Single();
    }
}
