using System.Text.Json;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Cli;

public sealed class DoctorCommandTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Doctor_EverythingThere_IsHealthy()
    {
        var key = await _host.CreateTokenAsync(new { name = "a" });
        var (code, findings) = await DiagnoseAsync(new() { ["OPENAI_API_KEY"] = key.Text("key"), ["OPENAI_BASE_URL"] = key.Text("base_url") });
        Assert.Equal(0, code);
        foreach (var check in (string[])["control plane", "credentials", "gateway", "configuration", "sdk", "key", "data folder"])
        {
            Assert.Equal("ok", findings[check].Text("status"));
        }
    }

    [Theory]
    [InlineData(null, "http://GATEWAY/v1", "OPENAI_BASE_URL is set and OPENAI_API_KEY is not")]
    [InlineData("KEY", null, "SDKs send it to api.openai.com")]
    [InlineData("KEY", "https://api.openai.com/v1", "names a provider (api.openai.com)")]
    [InlineData("sk-real", "http://GATEWAY/v1", "holds a provider's key")]
    [InlineData("KEY", "http://GATEWAY", "does not end in /v1")]
    [InlineData("kt_gk_cut", "http://GATEWAY/v1", "its check digits do not fit")]
    [InlineData("MACHINE", "http://GATEWAY/v1", "holds a control token")]
    public async Task Doctor_VariablesThatDoNotGoTogether_Fail(string? key, string? url, string message)
    {
        var token = await _host.CreateTokenAsync(new { name = "a" });
        var environment = new Dictionary<string, string>();
        if (key is not null)
        {
            environment["OPENAI_API_KEY"] = key switch { "KEY" => token.Text("key"), "MACHINE" => _host.MachineToken, _ => key };
        }

        if (url is not null)
        {
            environment["OPENAI_BASE_URL"] = url.Replace("http://GATEWAY", _host.Gateway, StringComparison.Ordinal);
        }

        var (code, findings) = await DiagnoseAsync(environment);
        Assert.Equal((1, "fail"), (code, findings["sdk"].Text("status")));
        Assert.Contains(message, findings["sdk"].Text("message"), StringComparison.Ordinal);
        Assert.NotEmpty(findings["sdk"].Text("advice"));
        Assert.DoesNotContain(findings.Values, f => f.ToString().Contains(token.Text("key"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Doctor_RevokedKey_SaysSo()
    {
        var key = await _host.CreateTokenAsync(new { name = "a" });
        await _host.MustAsync(HttpMethod.Delete, "/v1/tokens/a");
        var (code, findings) = await DiagnoseAsync(new() { ["OPENAI_API_KEY"] = key.Text("key"), ["OPENAI_BASE_URL"] = key.Text("base_url") });
        Assert.Equal((1, "the gateway refuses the key: key_revoked"), (code, findings["key"].Text("message")));
    }

    [Fact]
    public async Task Doctor_BrokenPolicyFileAndUnsetVariable_AreNamed()
    {
        _folder.Write("policy-config.yaml", "pack: { name: a, version: 1.0.0, enabled: true }\npolicies: { chain: [pii-detecter] }\n");
        var (code, findings) = await DiagnoseAsync([]);
        Assert.Equal((1, "fail"), (code, findings["policy file"].Text("status")));
        Assert.StartsWith("policy-config.yaml(2,", findings["policy file"].Text("message"), StringComparison.Ordinal);

        await Kt.RunAsync(null, new() { ["OPENAI_API_KEY"] = "sk-real" }, ["init", "--force"], folder: _folder.Location);
        (code, findings) = await DiagnoseAsync([]);
        Assert.Equal((0, "warn"), (code, findings["provider key"].Text("status")));
    }

    [Fact]
    public async Task Doctor_NothingRuns_SaysHowToStartAndWhichPortIsTaken()
    {
        var taken = new Uri(_host.Gateway).Authority;
        var result = await Kt.RunAsync(null, new() { ["KEEPTRUSTS_API_URL"] = "http://127.0.0.1:1", ["KEEPTRUSTS_LISTEN"] = taken, ["OPENAI_BASE_URL"] = "http://127.0.0.1:1/v1" }, ["doctor"], folder: _folder.Location);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("fail  control plane  nothing answers at http://127.0.0.1:1", result.Out, StringComparison.Ordinal);
        Assert.Contains("start it with `kt up`", result.Out, StringComparison.Ordinal);
        Assert.Contains($"fail  ports          {taken} is taken by another program", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_OpenDataFolder_Fails()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_host.Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);
        }

        Assert.Equal("fail", (await DiagnoseAsync([])).Findings["data folder"].Text("status"));
    }

    private async Task<(int Code, Dictionary<string, JsonElement> Findings)> DiagnoseAsync(Dictionary<string, string> environment)
    {
        var result = await Kt.RunAsync(_host.Data, environment, ["doctor", "--json"], folder: _folder.Location);
        var diagnosis = JsonElement.Parse(result.Out);
        Assert.Equal(result.ExitCode == 0, diagnosis.GetProperty("healthy").GetBoolean());
        return (result.ExitCode, diagnosis.GetProperty("findings").EnumerateArray().GroupBy(f => f.Text("check")).ToDictionary(g => g.Key, g => g.First()));
    }
}
