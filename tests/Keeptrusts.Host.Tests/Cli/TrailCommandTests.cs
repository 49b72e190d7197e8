using System.Net;
using System.Text.Json;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Cli;

/// <summary>What an auditor types.</summary>
public sealed class TrailCommandTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private RunningHost _host = null!;
    private string _key = "";
    private string _data = "";

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync(_data = Path.Combine(_folder.Location, "data"));
        _key = (await _host.CreateTokenAsync(new { name = "ci" })).GetProperty("key").GetString()!;
        for (var i = 0; i < 5; i++)
        {
            using var answer = await _host.CallAsync(_key, i == 2 ? "write to jane.doe@example.com" : "hello");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await UntilAsync(async () => (await Events()).GetArrayLength() == 5);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Verify_Database_SaysWhatItChecked()
    {
        var verified = await Kt.RunAsync(_host.Data, "events", "verify");
        Assert.Equal("", verified.Error);
        Assert.Equal(0, verified.ExitCode);
        Assert.Contains("checked 5 events", verified.Out, StringComparison.Ordinal);
        Assert.EndsWith("verified: nothing was altered, removed or moved\n", verified.Out, StringComparison.Ordinal);
        Assert.True(JsonElement.Parse((await Kt.RunAsync(_host.Data, "events", "verify", "--json")).Out).GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task PublicKey_Json_IsAnObject()
    {
        var pem = (await Kt.RunAsync(_host.Data, "events", "public-key")).Out;
        Assert.Equal(pem, JsonElement.Parse((await Kt.RunAsync(_host.Data, "events", "public-key", "--json")).Out).GetProperty("public_key").GetString());
    }

    [Fact]
    public async Task Verify_ExportOffline_HoldsAndFindsAFlippedByte()
    {
        var (export, key) = (Path.Combine(_folder.Location, "export.ndjson"), Path.Combine(_folder.Location, "key.pem"));
        Assert.Equal(0, (await Kt.RunAsync(_host.Data, "events", "export", "--output", export)).ExitCode);
        Assert.Equal(0, (await Kt.RunAsync(_host.Data, "events", "public-key", "--output", key)).ExitCode);
        Assert.Equal(0, (await Kt.RunAsync(null, "events", "verify", "--file", export)).ExitCode);
        Assert.Equal(0, (await Kt.RunAsync(null, "events", "verify", "--file", export, "--public-key", key)).ExitCode);

        var text = await File.ReadAllTextAsync(export);
        var id = (await Events())[1].GetProperty("id").GetString()!;
        await File.WriteAllTextAsync(export, text.Replace($"\"id\":\"{id}\",\"event_type\":\"call\"", $"\"id\":\"{id}\",\"event_type\":\"call\"", StringComparison.Ordinal).Replace("\"outcome\":\"completed\"", "\"outcome\":\"complated\"", StringComparison.Ordinal));
        var broken = await Kt.RunAsync(null, "events", "verify", "--file", export, "--json");
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains(JsonElement.Parse(broken.Out).GetProperty("problems").EnumerateArray(), problem => problem.GetProperty("event_id").GetString() == id);
    }

    [Fact]
    public async Task Verify_CheckpointKeptElsewhere_TrailHasToReachIt()
    {
        var (export, checkpoint) = (Path.Combine(_folder.Location, "export.ndjson"), Path.Combine(_folder.Location, "checkpoint.json"));
        await _host.DisposeAsync();
        _host = await RunningHost.StartAsync(_data);
        Assert.Equal(0, (await Kt.RunAsync(_host.Data, "events", "checkpoints", "--output", checkpoint)).ExitCode);
        Assert.Equal(0, (await Kt.RunAsync(_host.Data, "events", "verify", "--checkpoint", checkpoint)).ExitCode);

        await Kt.RunAsync(_host.Data, "events", "export", "--output", export);
        var lines = await File.ReadAllLinesAsync(export);
        await File.WriteAllLinesAsync(export, lines.Where(line => !line.StartsWith("{\"type\":\"checkpoint\"", StringComparison.Ordinal) && !line.Contains("\"seq\":5,", StringComparison.Ordinal)));
        Assert.Equal(0, (await Kt.RunAsync(null, "events", "verify", "--file", export)).ExitCode);
        var cut = await Kt.RunAsync(null, "events", "verify", "--file", export, "--checkpoint", checkpoint);
        Assert.Equal(1, cut.ExitCode);
        Assert.Contains("the tail is cut off: a checkpoint covers 5 events", cut.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--file")]
    [InlineData("--public-key")]
    [InlineData("--checkpoint")]
    public async Task Verify_CannotBeDone_ExitsWithTwo(string option)
    {
        var result = await Kt.RunAsync(_host.Data, "events", "verify", option, "none");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("cannot be read", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tail_Filters_ConfineTheList()
    {
        string[][] one = [["--verdict", "redact"], ["--policy", "pii-detector"], ["--verdict", "redact", "--outcome", "completed"]];
        foreach (var filter in one)
        {
            var listed = await Kt.RunAsync(_host.Data, ["events", "tail", "--no-follow", .. filter]);
            Assert.Single(listed.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        string[][] none = [["--until", "1h"], ["--user", "nobody"], ["--gateway", "edge"], ["--provider", "mock"], ["--outcome", "failed"], ["--request", "req_none"]];
        foreach (var filter in none)
        {
            Assert.Equal("", (await Kt.RunAsync(_host.Data, ["events", "tail", "--no-follow", .. filter])).Out);
        }

        Assert.Contains("outcome: `lost` is none of completed", (await Kt.RunAsync(_host.Data, "events", "tail", "--no-follow", "--outcome", "lost")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_RedactedCall_TellsWhichPolicyInWhichStep()
    {
        var id = JsonElement.Parse((await Kt.RunAsync(_host.Data, "events", "tail", "--no-follow", "--verdict", "redact", "--json")).Out).GetProperty("id").GetString()!;
        var trace = (await Kt.RunAsync(_host.Data, "events", "show", id)).Out.Split('\n');
        Assert.Contains(trace, line => line.StartsWith("verdict    redact (", StringComparison.Ordinal) && line.EndsWith("by pii-detector, a pii-detector, in phase input", StringComparison.Ordinal));
        var step = Array.FindIndex(trace, line => line.Contains("input_policies", StringComparison.Ordinal));
        Assert.Contains("pii-detector", trace[step + 1], StringComparison.Ordinal);
        Assert.Contains("/messages/0/content", trace[step + 2], StringComparison.Ordinal);
        Assert.DoesNotContain(trace, line => line.Contains("jane", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Usage_ByTeam_IsATableOrCsv()
    {
        var table = await Kt.RunAsync(_host.Data, "usage", "--by", "team", "--since", "1d");
        Assert.StartsWith("TEAM\tCALLS\tBLOCKED\tREDACTED\tERRORS", table.Out, StringComparison.Ordinal);
        Assert.StartsWith("default\t5\t0\t1\t0\t", table.Out.Split('\n')[1], StringComparison.Ordinal);
        var csv = await Kt.RunAsync(_host.Data, "usage", "--by", "day,model", "--csv");
        Assert.StartsWith("day,model,calls,", csv.Out, StringComparison.Ordinal);
        var json = JsonElement.Parse((await Kt.RunAsync(_host.Data, "usage", "--json")).Out);
        Assert.Equal(5, json.GetProperty("total").GetProperty("calls").GetInt32());
        var wrong = await Kt.RunAsync(_host.Data, "usage", "--by", "colour");
        Assert.Equal((1, "group_by: `colour` is none of day, team, key, user, model, provider\n"), (wrong.ExitCode, wrong.Error));
    }

    [Fact]
    public async Task Audit_Changes_AreListedForAdministratorsOnly()
    {
        var (status, page) = await _host.AskAsync(HttpMethod.Get, "/v1/audit?action=token&limit=1");
        Assert.Equal(HttpStatusCode.OK, status);
        var entry = Assert.Single(page.GetProperty("data").EnumerateArray());
        Assert.Equal("token.create", entry.GetProperty("action").GetString());
        Assert.Equal("ci", entry.GetProperty("after").GetProperty("name").GetString());
        Assert.DoesNotContain("kt_gk_", page.ToString().Replace(_key[..12], "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.NotEqual(JsonValueKind.Null, page.GetProperty("next_cursor").ValueKind);
        Assert.Empty((await _host.AskAsync(HttpMethod.Get, "/v1/audit?actor=nobody")).Body.GetProperty("data").EnumerateArray());

        var developer = (await _host.CreateTokenAsync(new { name = "dev", team_id = "default", token_type = "control", roles = new[] { "developer" } })).GetProperty("key").GetString()!;
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.AskAsync(HttpMethod.Get, "/v1/audit", token: developer)).Status);
    }

    [Fact]
    public void Key_OfTheTrail_IsTheOwnersOnly()
    {
        var file = Path.Combine(_host.Data, "keys", "checkpoint-key.pem");
        Assert.True(File.Exists(file));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    private async Task<JsonElement> Events() => (await _host.AskAsync(HttpMethod.Get, "/v1/events")).Body.GetProperty("data");

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds())
        {
            await Task.Delay(50, enough.Token);
        }
    }
}
