using System.Text.Json;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Cli;

public sealed class KtCommandLineTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task TokensCreate_DocumentedCommand_PrintsTheExports()
    {
        Assert.Equal(0, (await Kt.RunAsync(_host.Data, "team", "create", "search")).ExitCode);
        var made = await Kt.RunAsync(_host.Data, "tokens", "create", "--type", "gateway", "--name", "my-feature-branch-gk", "--team-id", "search", "--expires-in", "7d");
        Assert.Equal(0, made.ExitCode);
        var lines = made.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("export OPENAI_API_KEY=kt_gk_", lines[0], StringComparison.Ordinal);
        Assert.Equal($"export OPENAI_BASE_URL={_host.Gateway}/v1", lines[1]);
        Assert.True((await _host.CallAsync(lines[0]["export OPENAI_API_KEY=".Length..])).IsSuccessStatusCode);
        Assert.DoesNotContain("kt_gk_", made.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_CreateListShowRevokeAsJson_AgreeOnTheToken()
    {
        var made = JsonElement.Parse((await Kt.RunAsync(_host.Data, "tokens", "create", "--name", "a", "--json")).Out);
        var id = made.GetProperty("id").GetString()!;
        var key = made.GetProperty("key").GetString()!;
        Assert.Equal(id, JsonElement.Parse((await Kt.RunAsync(_host.Data, "tokens", "list", "--json")).Out)[0].GetProperty("id").GetString());
        foreach (var reference in (string[])[id, "a", key[..12], key])
        {
            Assert.Equal(id, JsonElement.Parse((await Kt.RunAsync(_host.Data, "tokens", "show", reference, "--json")).Out).GetProperty("id").GetString());
        }

        var revoked = await Kt.RunAsync(_host.Data, "tokens", "revoke", "a", "--json");
        Assert.Equal("revoked", JsonElement.Parse(revoked.Out).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Tokens_ListToAPipe_IsTabSeparated()
    {
        await Kt.RunAsync(_host.Data, "tokens", "create", "--name", "a");
        var lines = (await Kt.RunAsync(_host.Data, "tokens", "list")).Out.Split('\n');
        Assert.Equal("ID\tKEY\tNAME\tTYPE\tTEAM\tOWNER\tTEMPLATE\tSTATUS\tEXPIRES\tLAST USED", lines[0]);
        Assert.Equal(10, lines[1].Split('\t').Length);
        Assert.DoesNotContain('\e', lines[1]);
    }

    [Theory]
    [InlineData(1, "no token `none`; `kt tokens list` shows ids, prefixes and names", "tokens", "show", "none")]
    [InlineData(1, "no team `x`; teams: `default`. `kt team create x` makes one", "tokens", "create", "--name", "a", "--team-id", "x")]
    [InlineData(1, "expires_in: `7y` is not a span of time; write it like 30m, 12h, 7d or 2w", "tokens", "create", "--name", "a", "--expires-in", "7y")]
    [InlineData(1, "there is already a team `default`; use it, or choose another id", "team", "create", "default")]
    [InlineData(2, "Option '--name' is required.", "tokens", "create")]
    public async Task Command_Refused_PrintsOneSentenceAndAnExitCode(int code, string message, params string[] args)
    {
        var result = await Kt.RunAsync(_host.Data, args);
        Assert.Equal((code, message, ""), (result.ExitCode, result.Error.Split('\n')[0], result.Out));
    }

    [Fact]
    public async Task Client_BadToken_CouldNot()
    {
        var result = await Kt.RunAsync(_host.Data, new() { ["KEEPTRUSTS_API_TOKEN"] = "nonsense" }, ["team", "list"]);
        Assert.Equal(2, result.ExitCode);
        Assert.DoesNotContain("nonsense", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_AddressOfTheGateway_SaysSo()
    {
        var result = await Kt.RunAsync(_host.Data, "tokens", "list", "--api-url", _host.Gateway, "--api-token", _host.MachineToken);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains("not in the way of a control plane", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-3")]
    [InlineData("501")]
    public async Task Events_TailLimitOutOfRange_IsRefused(string limit)
    {
        var result = await Kt.RunAsync(_host.Data, "events", "tail", "--no-follow", "--limit", limit);
        Assert.Equal((1, "limit: give a number from 0 to 500\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Events_TailAndShow_GiveTheTrace()
    {
        var key = (await _host.CreateTokenAsync(new { name = "a" })).GetProperty("key").GetString()!;
        using var answer = await _host.CallAsync(key, "write to ada@corp.example.com");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var output = new FirstLineWriter(stop);

        await Kt.RunAsync(_host.Data, [], ["events", "tail", "--json"], cancellationToken: stop.Token, output: output);

        var tailed = JsonElement.Parse(output.Line!);
        var shown = await Kt.RunAsync(_host.Data, "events", "show", tailed.GetProperty("id").GetString()!);
        Assert.Contains("verdict    redact (pii_detected)", shown.Out, StringComparison.Ordinal);
        Assert.Contains("EMAIL_ADDRESS at /messages/0/content [9..29)", shown.Out, StringComparison.Ordinal);
        Assert.Contains("authenticate", shown.Out, StringComparison.Ordinal);
        var listed = await Kt.RunAsync(_host.Data, "events", "tail", "--no-follow", "--verdict", "redact");
        Assert.Contains("default/a", listed.Out, StringComparison.Ordinal);
    }

    /// <summary>Ends the command at its first line.</summary>
    private sealed class FirstLineWriter(CancellationTokenSource stop) : StringWriter
    {
        public string? Line { get; private set; }

        public override void WriteLine(string? value) => (Line, _) = (value, stop.CancelAsync());

        public override Task WriteLineAsync(string? value)
        {
            WriteLine(value);
            return Task.CompletedTask;
        }
    }
}
