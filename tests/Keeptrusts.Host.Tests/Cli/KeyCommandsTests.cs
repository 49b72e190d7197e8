using System.Text.Json;
using System.Text.RegularExpressions;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Cli;

/// <summary>The commands around keys, as a developer and a manager type them.</summary>
public sealed partial class KeyCommandsTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private RunningHost _host = null!;
    private string _ada = null!;
    private string _boss = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync();
        foreach (var command in (string[])["team create search", "user create ada --name Ada --email ada@example.com", "user create boss", "team add-member search ada", "team add-member search boss --role manager"])
        {
            Assert.Equal((0, ""), await CodeAsync(command));
        }

        _ada = await TokenAsync("ada", "developer");
        _boss = await TokenAsync("boss", "manager");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Approval_AskedApprovedTaken_GivesAWorkingKey()
    {
        var asked = await AsAsync(_ada, "tokens create --name prod-app --expires-in 60d");
        Assert.Equal((0, ""), (asked.ExitCode, asked.Out));
        Assert.StartsWith("no key yet: `standard-dev` pre-approves 30d at most, not 60d.", asked.Error, StringComparison.Ordinal);
        var id = ApprovalId.Match(asked.Error).Value;

        Assert.Contains($"{id}\tpending\tsearch\tada\tprod-app\tstandard-dev", (await AsAsync(_boss, "approvals list --status pending")).Out, StringComparison.Ordinal);
        Assert.Contains("pre-approves 30d at most", (await AsAsync(_boss, $"approvals show {id}")).Out, StringComparison.Ordinal);
        Assert.Equal($"approved {id} (prod-app for ada)\n", (await AsAsync(_boss, $"approvals approve {id} --note fine")).Out);
        var taken = await AsAsync(_ada, $"approvals take {id}");

        var key = Key.Match(taken.Out).Value;
        var call = await _host.CallAsync(key);
        Assert.True(call.IsSuccessStatusCode, await call.Content.ReadAsStringAsync());
        Assert.DoesNotContain(key, taken.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await AsAsync(_ada, $"approvals take {id}")).ExitCode);
    }

    [Fact]
    public async Task Ensure_AnEnvFile_IsMadeKeptAndRenewedWithItsOtherLines()
    {
        var file = _folder.Write(".env", "# mine\nDEBUG=1\nexport OPENAI_API_KEY=\"sk-old\"\n");
        var made = await EnsureAsync(file);
        Assert.StartsWith("made key_", made.Out, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(file);
        Assert.Equal(["# mine", "DEBUG=1"], lines[..2]);
        Assert.Matches("^export OPENAI_API_KEY=\"kt_gk_[0-9A-Za-z]{49}\"$", lines[2]);
        Assert.Equal($"OPENAI_BASE_URL={_host.Gateway}/v1", lines[3]);
        var first = Key.Match(lines[2]).Value;
        Assert.True((await _host.CallAsync(first)).IsSuccessStatusCode);
        Assert.DoesNotContain(first, made.Out + made.Error, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        var before = File.GetLastWriteTimeUtc(file);
        Assert.StartsWith("kept key_", (await EnsureAsync(file)).Out, StringComparison.Ordinal);
        Assert.Equal(before, File.GetLastWriteTimeUtc(file));

        await AsAsync(_ada, "tokens revoke app");
        Assert.StartsWith("made key_", (await EnsureAsync(file)).Out, StringComparison.Ordinal);
        var second = Key.Match(await File.ReadAllTextAsync(file)).Value;
        Assert.NotEqual(first, second);
        Assert.True((await _host.CallAsync(second)).IsSuccessStatusCode);

        var json = JsonElement.Parse((await EnsureAsync(file, "--json")).Out);
        Assert.Equal(("kept", JsonValueKind.Null), (json.Text("status"), json.GetProperty("key").ValueKind));
    }

    [Fact]
    public async Task Ensure_FileThatGitWouldCommit_Warns()
    {
        using var git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", "init --quiet") { WorkingDirectory = _folder.Location });
        await git!.WaitForExitAsync();
        var file = Path.Combine(_folder.Location, ".env");
        Assert.Contains("git does not ignore", (await EnsureAsync(file)).Error, StringComparison.Ordinal);
        _folder.Write(".gitignore", ".env\n");
        await AsAsync(_ada, "tokens revoke app");
        Assert.Equal("", (await EnsureAsync(file)).Error);
    }

    [Fact]
    public async Task Rotate_ByName_GivesAFreshKeyWhileTheOldOneWorksOn()
    {
        var old = Key.Match((await AsAsync(_ada, "tokens create --name ci")).Out).Value;
        var fresh = Key.Match((await AsAsync(_ada, "tokens rotate ci --grace 1h")).Out).Value;
        Assert.True((await _host.CallAsync(old)).IsSuccessStatusCode);
        Assert.True((await _host.CallAsync(fresh)).IsSuccessStatusCode);
        Assert.Equal((1, "grace: `soon` is not a span of time; write it like 30m, 12h, 7d or 2w\n"), await CodeAsync("tokens rotate ci --grace soon"));
    }

    [Fact]
    public async Task Identify_FromStandardInput_TellsWhoseAndNeverRepeatsTheKey()
    {
        var key = Key.Match((await AsAsync(_ada, "tokens create --name leaky")).Out).Value;
        var known = await IdentifyAsync($"OPENAI_API_KEY={key}\n");
        Assert.Equal(0, known.ExitCode);
        Assert.Contains("leaky", known.Out, StringComparison.Ordinal);
        Assert.Contains("ada", known.Out, StringComparison.Ordinal);
        var cut = await IdentifyAsync(key[..^1] + (key[^1] == '0' ? '1' : '0'));
        Assert.Equal((1, ""), (cut.ExitCode, cut.Out));
        Assert.StartsWith("this looks like a Keeptrusts key, but its checksum is wrong", cut.Error, StringComparison.Ordinal);
        Assert.StartsWith("this is no Keeptrusts key", (await IdentifyAsync("hunter2")).Error, StringComparison.Ordinal);
        var offline = await Kt.RunAsync(null, new() { ["KEEPTRUSTS_API_URL"] = "http://127.0.0.1:9", ["KEEPTRUSTS_API_TOKEN"] = _ada }, ["tokens", "identify"], input: key);
        Assert.Equal((2, "a gateway key with a right checksum\n"), (offline.ExitCode, offline.Out));
        foreach (var result in (KtResult[])[known, cut, offline])
        {
            Assert.DoesNotContain(key[12..], result.Out + result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Revoke_OfAnOwner_TakesAllOfTheirs()
    {
        await AsAsync(_ada, "tokens create --name a");
        await AsAsync(_ada, "tokens create --name b");
        var revoked = await AsAsync(_boss, "tokens revoke --owner ada");
        Assert.Equal(3, revoked.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal((1, "say which: either one token, or --owner, --team-id or both\n"), await CodeAsync("tokens revoke"));
        Assert.Equal((1, "say which: either one token, or --owner, --team-id or both\n"), await CodeAsync("tokens revoke a --owner ada"));
    }

    [Fact]
    public async Task User_Deactivated_IsShownAndLosesTheirKeys()
    {
        await AsAsync(_ada, "tokens create --name a");
        Assert.Equal("deactivated ada; revoked 2 of their keys and tokens\n", (await Kt.RunAsync(_host.Data, "user", "deactivate", "ada")).Out);
        Assert.Contains("ada\tAda\tada@example.com\tno\tdeactivated", (await Kt.RunAsync(_host.Data, "user", "list")).Out, StringComparison.Ordinal);
        Assert.Contains("status       deactivated", (await Kt.RunAsync(_host.Data, "user", "show", "ada")).Out, StringComparison.Ordinal);
        Assert.Contains("member     ada (developer)", (await Kt.RunAsync(_host.Data, "team", "show", "search")).Out, StringComparison.Ordinal);
        Assert.Equal("removed ada from team search; revoked 0 of their keys there\n", (await Kt.RunAsync(_host.Data, "team", "remove-member", "search", "ada")).Out);
        Assert.Equal("ada is active again\n", (await Kt.RunAsync(_host.Data, "user", "reactivate", "ada")).Out);
    }

    [Fact]
    public async Task Key_GivenWhereANameBelongs_IsNotRepeated()
    {
        var key = Key.Match((await AsAsync(_ada, "tokens create --name a")).Out).Value;
        foreach (var command in (string[][])[["team", "show", key], ["tokens", "create", "--name", key], ["tokens", "create", "--name", "x", "--team-id", key], ["approvals", "show", key], ["user", "create", key]])
        {
            var result = await Kt.RunAsync(_host.Data, command);
            Assert.NotEqual(0, result.ExitCode);
            Assert.DoesNotContain(key, result.Out + result.Error, StringComparison.Ordinal);
        }
    }

    private Task<KtResult> IdentifyAsync(string input) => Kt.RunAsync(null, Environment(_ada), ["tokens", "identify"], input);

    private Task<KtResult> EnsureAsync(string file, params string[] more) => Kt.RunAsync(null, Environment(_ada), ["tokens", "ensure", "--name", "app", "--env-file", file, .. more]);

    private Task<KtResult> AsAsync(string token, string command) => Kt.RunAsync(null, Environment(token), command.Split(' '));

    private Dictionary<string, string> Environment(string token) => new() { ["KEEPTRUSTS_API_URL"] = _host.Control, ["KEEPTRUSTS_API_TOKEN"] = token };

    private async Task<(int Code, string Error)> CodeAsync(string command)
    {
        var result = await Kt.RunAsync(_host.Data, command.Split(' '));
        return (result.ExitCode, result.Error);
    }

    private async Task<string> TokenAsync(string user, string role)
    {
        var made = await Kt.RunAsync(_host.Data, "tokens", "create", "--type", "control", "--name", $"{user}-cli", "--team-id", "search", "--owner", user, "--role", role);
        Assert.Equal(0, made.ExitCode);
        return Key.Match(made.Out).Value;
    }

    [GeneratedRegex("kt_[ag]k_[0-9A-Za-z]{49}")]
    private static partial Regex Key { get; }

    [GeneratedRegex("apr_[0-9a-f]+")]
    private static partial Regex ApprovalId { get; }
}
