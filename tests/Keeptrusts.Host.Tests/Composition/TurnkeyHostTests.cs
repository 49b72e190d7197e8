using System.Net;
using System.Net.Sockets;
using Keeptrusts.Host.Composition;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Composition;

public sealed class TurnkeyHostTests
{
    private const string Policy =
        """
        pack: { name: mine, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, audit-logger] }
        policy:
          pii-detector: { action: block }
        """;

    [Fact]
    public async Task Start_TakenPort_SaysWhatToDo()
    {
        using var folder = new TempFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        foreach (var settings in (HostSettings[])[RunningHost.Settings(folder.Location, listen: port), RunningHost.Settings(folder.Location, control: port)])
        {
            var option = settings.Listen.Port == port ? "--listen" : "--control";
            Assert.Equal(
                $"127.0.0.1:{port} is taken by another program; stop that one (is `kt up` running already?), or choose another address with {option} 127.0.0.1:PORT",
                await RefusalOf(settings));
        }
    }

    [Fact]
    public async Task Start_LockedDataFolder_SaysWhatToDo()
    {
        await using var first = await RunningHost.StartAsync();
        Assert.Equal(
            $"another `kt up` is using the data folder {first.Data}; stop that one, or give this one another folder with --data DIR",
            await RefusalOf(RunningHost.Settings(first.Data)));
    }

    [Fact]
    public async Task Gateway_KeyThatIsNoUtf8_IsRefusedInOpenAIsShape()
    {
        await using var host = await RunningHost.StartAsync();
        var address = new Uri(host.Gateway);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes("GET /v1/models HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer kt_gk_\u00e9\r\n\r\n"), TestContext.Current.CancellationToken);
        var answer = await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 401", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"invalid_api_key\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DataFolder_IsForItsOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "file modes are of Unix");
        await using var host = await RunningHost.StartAsync();
#pragma warning disable CA1416 // skipped above
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(host.Data));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(host.Data, "cli.json")));
#pragma warning restore CA1416
    }

    [Fact]
    public async Task Start_Again_KeepsKeysAndMakesANewMachineToken()
    {
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Location, "data");
        string key;
        string machine;
        await using (var first = await RunningHost.StartAsync(data))
        {
            Assert.True(first.Host.IsFresh);
            key = (await first.CreateTokenAsync(new { name = "a" })).GetProperty("key").GetString()!;
            machine = first.MachineToken;
        }

        Assert.False(File.Exists(Path.Combine(data, "cli.json")));
        await using var second = await RunningHost.StartAsync(data);
        Assert.False(second.Host.IsFresh);
        Assert.Equal(HttpStatusCode.OK, (await second.CallAsync(key)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.AskAsync(HttpMethod.Get, "/v1/whoami", token: machine)).Status);
    }

    [Fact]
    public async Task Start_EventsOfTheLastCalls_AreShippedBeforeTheEnd()
    {
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Location, "data");
        await using (var first = await RunningHost.StartAsync(data))
        {
            var key = (await first.CreateTokenAsync(new { name = "a" })).GetProperty("key").GetString()!;
            await first.CallAsync(key);
        }

        await using var second = await RunningHost.StartAsync(data);
        Assert.Single((await second.AskAsync(HttpMethod.Get, "/v1/events")).Body.GetProperty("data").EnumerateArray());
        var token = Assert.Single((await second.AskAsync(HttpMethod.Get, "/v1/tokens")).Body.GetProperty("data").EnumerateArray());
        Assert.NotNull(token.GetProperty("last_used_at").GetString());
    }

    [Fact]
    public async Task PolicyFile_SameText_IsTheSameVersionAndStaysWithoutTheFile()
    {
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Location, "data");
        var file = folder.Write("policy-config.yaml", Policy);
        Assert.Equal("local-gw@1", await DeployedAsync(data, null));
        Assert.Equal("local-gw@2", await DeployedAsync(data, file));
        Assert.Equal("local-gw@2", await DeployedAsync(data, file));
        Assert.Equal("local-gw@2", await DeployedAsync(data, null));
        folder.Write("policy-config.yaml", Policy + "# changed\n");
        Assert.Equal("local-gw@3", await DeployedAsync(data, file));
    }

    [Fact]
    public async Task PolicyFile_Unchanged_LeavesWhatWasDeployedSince()
    {
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Location, "data");
        var file = folder.Write("policy-config.yaml", Policy);
        await using (var host = await RunningHost.StartAsync(data, file))
        {
            await host.MustAsync(HttpMethod.Post, "/v1/configurations/local-gw/versions", new { template = "standard-dev", gateway = "local-gw" });
        }

        Assert.Equal("local-gw@2", await DeployedAsync(data, file));
        await using (var host = await RunningHost.StartAsync(data, file))
        {
            await host.MustAsync(HttpMethod.Post, "/v1/configurations/local-gw/rollback", new { });
        }

        Assert.Equal("local-gw@1", await DeployedAsync(data, null));
        folder.Write("policy-config.yaml", Policy + "# changed\n");
        Assert.Equal("local-gw@3", await DeployedAsync(data, file));
    }

    [Fact]
    public async Task PolicyFile_Invalid_IsRefusedWithItsPlaces()
    {
        using var folder = new TempFolder();
        var file = folder.Write("policy-config.yaml", Policy.Replace("action: block", "acton: block", StringComparison.Ordinal));
        var message = await RefusalOf(RunningHost.Settings(Path.Combine(folder.Location, "data"), file));
        Assert.StartsWith($"{file}(4,", message, StringComparison.Ordinal);
        Assert.Contains(": error KT", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PolicyFile_UndefinedSecret_IsRefused()
    {
        using var folder = new TempFolder();
        var file = folder.Write("policy-config.yaml", Policy + """

            variables: { MY_KEY: { from: env } }
            providers:
              targets:
                - { id: a, provider: openai-compatible, base_url: "http://127.0.0.1:1/v1", secret_key_ref: { env: MY_KEY } }
            """);
        var settings = RunningHost.Settings(Path.Combine(folder.Location, "data"), file);
        Assert.Contains("error KT1001: the environment variable `MY_KEY` is not set", await RefusalOf(settings), StringComparison.Ordinal);
        Assert.False((await TurnkeyHost.StartAsync(settings, RunningHost.Surroundings(new() { ["MY_KEY"] = "s" }), CancellationToken.None)).Refused(out _, out var host));
        await host!.StopAsync(CancellationToken.None);
        await host.DisposeAsync();
    }

    private static async Task<string> RefusalOf(HostSettings settings)
    {
        Assert.True((await TurnkeyHost.StartAsync(settings, RunningHost.Surroundings(), CancellationToken.None)).Refused(out var refusal, out _));
        return refusal!.Message;
    }

    private static async Task<string> DeployedAsync(string data, string? file)
    {
        await using var host = await RunningHost.StartAsync(data, file);
        return host.Host.Deployment.Version!.Label;
    }
}
