using System.Text.Json;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Cli;

/// <summary>What a newcomer types: init, env, doctor, auth, completion, chat.</summary>
public sealed class FirstStepsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, null)]
    [InlineData("sk-real", null)]
    [InlineData("kt_gk_ours", null)]
    [InlineData(null, "standard-prod")]
    [InlineData("sk-real", "standard-staging")]
    public async Task Init_Written_LintsClean(string? account, string? template)
    {
        Dictionary<string, string> environment = account is null ? [] : new() { ["OPENAI_API_KEY"] = account };
        var made = await KtAsync(environment, ["init", .. template is null ? Array.Empty<string>() : ["--template", template]]);
        Assert.Equal((0, ""), (made.ExitCode, made.Error));
        var text = Read("policy-config.yaml");
        Assert.StartsWith("# yaml-language-server: $schema=./policy-config.schema.json\n", text, StringComparison.Ordinal);
        Assert.Equal(account == "sk-real", text.Contains("\nproviders:", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(_folder.Location, "policy-config.schema.json")));
        var linted = await KtAsync([], "policy", "lint", "--file", "policy-config.yaml", "--strict");
        Assert.True(linted.ExitCode == 0, linted.ToString());
    }

    [Fact]
    public async Task Init_Twice_AsksForForce()
    {
        await KtAsync([], "init");
        _folder.Write("policy-config.yaml", "mine");
        var refused = await KtAsync([], "init");
        Assert.Equal((1, "policy-config.yaml is here already; edit that one, or write over it with --force\n"), (refused.ExitCode, refused.Error));
        Assert.Equal("mine", Read("policy-config.yaml"));
        Assert.Equal(0, (await KtAsync([], "init", "--force")).ExitCode);
        Assert.NotEqual("mine", Read("policy-config.yaml"));
    }

    [Theory]
    [InlineData("bash", "export OPENAI_API_KEY=kt_gk_a\nexport OPENAI_BASE_URL='http://h/v1?a=it'\\''s'\n")]
    [InlineData("fish", "set -gx OPENAI_API_KEY 'kt_gk_a'\nset -gx OPENAI_BASE_URL 'http://h/v1?a=it\\'s'\n")]
    [InlineData("powershell", "$env:OPENAI_API_KEY = 'kt_gk_a'\n$env:OPENAI_BASE_URL = 'http://h/v1?a=it''s'\n")]
    public async Task Env_EachShell_IsQuotedForIt(string shell, string expected)
    {
        _folder.Write(".env", "OTHER=1\nOPENAI_API_KEY=\"kt_gk_a\"\nOPENAI_BASE_URL=\"http://h/v1?a=it's\"\n");
        Assert.Equal(expected, (await KtAsync([], "env", "--shell", shell)).Out);
    }

    [Fact]
    public async Task Env_WithoutAFile_SaysHowToGetOne()
    {
        var result = await KtAsync([], "env");
        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Contains("`kt tokens ensure --name NAME --env-file .env` makes a key", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auth_LoginWhoAmILogout_KeepTheTokenForTheirOwnerOnly()
    {
        await using var host = await RunningHost.StartAsync();
        Dictionary<string, string> home = new() { ["HOME"] = _folder.Location };
        var signed = await KtAsync(home, ["auth", "login", host.Control, "--token-stdin"], host.MachineToken + "\n");
        Assert.Equal(0, signed.ExitCode);
        Assert.DoesNotContain(host.MachineToken, signed.Out + signed.Error, StringComparison.Ordinal);
        var file = Path.Combine(_folder.Location, ".config", "keeptrusts", "config.json");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Contains($"at {host.Control}", (await KtAsync(home, "auth", "whoami")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await KtAsync(home, "auth", "logout")).ExitCode);
        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData("kt_ak_wrong", "http://127.0.0.1:1", 2, "no control plane answers")]
    [InlineData("kt_gk_key", "https://example.com", 1, "this is a gateway key")]
    [InlineData("kt_ak_x", "http://example.com", 1, "over http the token would cross the network in clear; use https://example.com")]
    [InlineData("", "https://example.com", 1, "no token was given")]
    [InlineData("kt_ak_x", "nowhere", 1, "say where the control plane is")]
    public async Task Auth_LoginThatFails_KeepsNothing(string token, string url, int code, string message)
    {
        var result = await KtAsync(new() { ["HOME"] = _folder.Location }, ["auth", "login", url, "--token-stdin"], token);
        Assert.Equal(code, result.ExitCode);
        Assert.StartsWith(message, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Location, ".config")));
    }

    [Theory]
    [InlineData("kt tok", "tokens")]
    [InlineData("kt tokens re", "revoke")]
    [InlineData("kt config apply --te", "--template")]
    public async Task Suggest_LineSoFar_GivesWhatFits(string line, string expected)
    {
        var result = await KtAsync([], $"[suggest:{line.Length}]", line);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains(expected, result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("did you mean `tokens`?", "tokns", "list")]
    [InlineData("did you mean `apply`?", "config", "aply")]
    [InlineData("did you mean `--template`?", "config", "apply", "--tempalte", "x")]
    public async Task Command_Mistyped_SuggestsTheRightOne(string hint, params string[] args)
    {
        var result = await KtAsync([], args);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(hint, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_WithoutAnyKey_MakesOneAndRevokesIt()
    {
        await using var host = await RunningHost.StartAsync();
        var answer = await Kt.RunAsync(host.Data, [], ["chat", "write", "to", "ada@corp.example.com"], folder: _folder.Location);
        Assert.Equal((0, "You said: write to [EMAIL_ADDRESS]\n"), (answer.ExitCode, answer.Out));
        Assert.Contains("verdict redact", answer.Error, StringComparison.Ordinal);
        Assert.Contains("cost $", answer.Error, StringComparison.Ordinal);
        var token = Assert.Single((await host.MustAsync(HttpMethod.Get, "/v1/tokens")).GetProperty("data").EnumerateArray());
        Assert.Equal("revoked", token.Text("status"));
    }

    [Fact]
    public async Task Chat_BlockedByThePolicy_SaysWhyAndFails()
    {
        await using var host = await RunningHost.StartAsync();
        var key = await host.CreateTokenAsync(new { name = "a", template = "standard-staging", expires_in = "1d" });
        Dictionary<string, string> environment = new() { ["OPENAI_API_KEY"] = key.Text("key"), ["OPENAI_BASE_URL"] = key.Text("base_url") };
        var answer = await Kt.RunAsync(host.Data, environment, ["chat", "--json"], "write to ada@corp.example.com", folder: _folder.Location);
        Assert.Equal(1, answer.ExitCode);
        var reply = JsonElement.Parse(answer.Out);
        Assert.Contains("input_blocked", reply.Text("error"), StringComparison.Ordinal);
        Assert.Equal("block", reply.Text("verdict"));
    }

    private Task<KtResult> KtAsync(Dictionary<string, string> environment, params string[] args) => KtAsync(environment, args, "");

    private Task<KtResult> KtAsync(Dictionary<string, string> environment, string[] args, string input) => Kt.RunAsync(null, environment, args, input, folder: _folder.Location);

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder.Location, name));
}
