using System.Net;
using System.Text.Json;
using Keeptrusts.Host.Composition;
using Keeptrusts.Host.Tests.Running;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>Secrets end to end: values go in, never come out, and reach only the hosts that they may reach.</summary>
public sealed class SecretApiTests
{
    private const string Value = "sk-marked-0123456789abcdef";

    private static string Document(MockUpstream upstream, string reference, string declared) => $$"""
        pack: { name: team-dev, version: 1.0.0, enabled: true }
        variables: { {{declared}} }
        providers:
          targets:
            - { id: mock, provider: openai-compatible, base_url: "{{upstream.BaseUrl}}", secret_key_ref: { {{reference}} }, models: [any] }
        policies: { chain: [audit-logger] }
        policy: { audit-logger: { retention_days: 90 } }
        """;

    [Fact]
    public async Task Secret_AllowedHost_ReachesTheTargetAndNothingElse()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Location, "data");
        await using (var host = await RunningHost.StartAsync(data))
        {
            var (status, secret) = await host.AskAsync(HttpMethod.Put, "/v1/secrets/upstream", new { value = Value, allowed_hosts = new[] { "127.0.0.1" } });
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.DoesNotContain(Value, secret.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Value, (await host.AskAsync(HttpMethod.Get, "/v1/secrets")).Body.ToString(), StringComparison.Ordinal);
        }

        await using (var host = await RunningHost.StartAsync(data, folder.Write("p.yaml", Document(upstream, "store: upstream", "upstream: { from: store }"))))
        {
            var key = (await host.CreateTokenAsync(new { name = "k", token_type = "gateway", team_id = "default", expires_in = "7d" })).GetProperty("key").GetString()!;
            Assert.Equal(HttpStatusCode.OK, (await host.CallAsync(key)).StatusCode);
            Assert.Equal("Bearer " + Value, upstream.Calls.Single().Headers.Single(h => h.Key.Equals("authorization", StringComparison.OrdinalIgnoreCase)).Value);

            // Taken away, it is not sent any more, though the document stays in force.
            await host.AskAsync(HttpMethod.Put, "/v1/secrets/upstream", new { allowed_hosts = new[] { "api.example.com" } });
            using var refused = await host.CallAsync(key);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Single(upstream.Calls);
            Assert.Equal(HttpStatusCode.OK, (await host.AskAsync(HttpMethod.Delete, "/v1/secrets/upstream")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await host.AskAsync(HttpMethod.Delete, "/v1/secrets/upstream")).Status);
        }

        await FilesOnDisk.MustNotHaveAsync(Value, data);
    }

    [Theory]
    [InlineData("store: absent", "absent: { from: store }", "KT1001")]
    [InlineData("store: elsewhere", "elsewhere: { from: store }", "KT1011")]
    public async Task Start_SecretThatMayNotGoThere_IsRefusedWithTheRule(string reference, string declared, string code)
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Location, "data");
        await using (var host = await RunningHost.StartAsync(data))
        {
            await host.AskAsync(HttpMethod.Put, "/v1/secrets/elsewhere", new { value = Value, allowed_hosts = new[] { "api.example.com" } });
        }

        var path = folder.Write("p.yaml", Document(upstream, reference, declared));
        Assert.True((await TurnkeyHost.StartAsync(RunningHost.Settings(data, path), RunningHost.Surroundings(), CancellationToken.None)).Refused(out var refusal, out _));
        Assert.Contains(code, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("viewer", HttpStatusCode.Forbidden)]
    [InlineData("manager", HttpStatusCode.Forbidden)]
    public async Task Put_WithoutAdmin_IsForbidden(string role, HttpStatusCode expected)
    {
        await using var host = await RunningHost.StartAsync();
        var token = (await host.CreateTokenAsync(new { name = "t", token_type = "control", team_id = "default", expires_in = "7d", roles = new[] { role } })).GetProperty("key").GetString();
        Assert.Equal(expected, (await host.AskAsync(HttpMethod.Put, "/v1/secrets/x", new { value = Value }, token)).Status);
        Assert.Equal(expected, (await host.AskAsync(HttpMethod.Delete, "/v1/secrets/x", token: token)).Status);
        Assert.Equal(expected, (await host.AskAsync(HttpMethod.Get, "/v1/webhooks", token: token)).Status);
    }

    [Theory]
    [InlineData("/v1/secrets/.escalation-hash", """{"value":"x"}""")]
    [InlineData("/v1/secrets/x", """{"allowed_hosts":["api.openai.com"]}""")]
    [InlineData("/v1/secrets/x", """{"value":"a\nb"}""")]
    [InlineData("/v1/secrets/x", """{"value":"x","allowed_hosts":["https://api.openai.com"]}""")]
    [InlineData("/v1/secrets/x", """{"value":"x","allowed_hosts":["api.openai.com:443"]}""")]
    [InlineData("/v1/secrets/x", """{"value":""}""")]
    public async Task Put_WhatMakesNoSense_IsRefused(string path, string body)
    {
        await using var host = await RunningHost.StartAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.AskAsync(HttpMethod.Put, path, JsonDocument.Parse(body).RootElement)).Status);
    }

    [Fact]
    public async Task Cli_SetListDelete_ValueFromStandardInputOrEnvironment()
    {
        await using var host = await RunningHost.StartAsync();
        var set = await Kt.RunAsync(host.Data, [], ["secret", "set", "openai", "--allowed-host", "api.openai.com"], input: Value + "\n");
        Assert.True(set.ExitCode == 0, set.Error);
        Assert.DoesNotContain(Value, set.Out + set.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Kt.RunAsync(host.Data, new() { ["MY_KEY"] = Value }, ["secret", "set", "other", "--from-env", "MY_KEY"])).ExitCode);
        Assert.Equal(1, (await Kt.RunAsync(host.Data, [], ["secret", "set", "third"])).ExitCode);
        using var list = JsonDocument.Parse((await Kt.RunAsync(host.Data, "secret", "list", "--json")).Out);
        Assert.Equal(["openai", "other"], list.RootElement.EnumerateArray().Select(s => s.GetProperty("name").GetString()));
        Assert.Equal(0, (await Kt.RunAsync(host.Data, "secret", "delete", "openai")).ExitCode);
        Assert.Equal("data_folder", (await host.AskAsync(HttpMethod.Get, "/v1/protection")).Body.GetProperty("key_ring").GetString());
    }

    [Fact]
    public async Task Start_MasterKeyOfTheRingMissingOrWrong_IsRefused()
    {
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Location, "data");
        Dictionary<string, string> right = new() { ["KEEPTRUSTS_MASTER_KEY"] = "a passphrase of some length" };
        await using (var host = await RunningHost.StartAsync(data, environment: right))
        {
            await host.AskAsync(HttpMethod.Put, "/v1/secrets/x", new { value = Value });
            Assert.Equal("database", (await host.AskAsync(HttpMethod.Get, "/v1/protection")).Body.GetProperty("key_ring").GetString());
        }

        foreach (var wrong in new Dictionary<string, string>?[] { null, new() { ["KEEPTRUSTS_MASTER_KEY"] = "another passphrase, as long" }, new() { ["KEEPTRUSTS_MASTER_KEY"] = "short" } })
        {
            Assert.True((await TurnkeyHost.StartAsync(RunningHost.Settings(data), RunningHost.Surroundings(wrong), CancellationToken.None)).Refused(out var refusal, out _));
            Assert.Contains("KEEPTRUSTS_MASTER_KEY", refusal.Message, StringComparison.Ordinal);
        }

        await using var again = await RunningHost.StartAsync(data, environment: right);
        Assert.Single((await again.AskAsync(HttpMethod.Get, "/v1/secrets")).Body.GetProperty("data").EnumerateArray());
    }
}
