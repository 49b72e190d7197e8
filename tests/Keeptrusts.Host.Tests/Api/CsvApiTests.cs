using System.Net;
using System.Net.Http.Headers;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>Lists as comma-separated values: whole, and without formulas.</summary>
public sealed class CsvApiTests : IAsyncLifetime
{
    private const string HostileName = "=cmd|' /C calc'!A0";

    private RunningHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync();
        var key = (await _host.CreateTokenAsync(new { name = HostileName, token_type = "gateway", team_id = "default", expires_in = "7d" })).Text("key");
        for (var i = 0; i < 3; i++)
        {
            using var answer = await _host.CallAsync(key);
        }

        for (var round = 0; (await EventsAsync()) < 3; round++)
        {
            Assert.True(round < 500, "the events did not come");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Events_AsCsv_AreAllOfThemWithoutAFormula()
    {
        var lines = await LinesAsync("/v1/events?format=csv");
        Assert.StartsWith("time,id,request_id,type,team,key_id,key,", lines[0], StringComparison.Ordinal);
        Assert.Equal(4, lines.Count);
        Assert.All(lines.Skip(1), line => Assert.Contains($",'{HostileName},", line, StringComparison.Ordinal));
        Assert.Equal(2, (await LinesAsync("/v1/events?format=csv&limit=1")).Count);
        Assert.Single(await LinesAsync("/v1/events?format=csv&team=nobody"));
    }

    [Fact]
    public async Task Usage_AskedForByAccept_NamesTheKeys()
    {
        var lines = await LinesAsync("/v1/usage?group_by=key", "text/csv");
        Assert.StartsWith("key,key_name,calls,", lines[0], StringComparison.Ordinal);
        Assert.Contains($",'{HostileName},3,", Assert.Single(lines.Skip(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_AsCsv_SaysWhoMadeTheKey()
    {
        var lines = await LinesAsync("/v1/audit?action=token.create&format=csv");
        Assert.Equal("time,actor,action,object,before,after", lines[0]);
        var made = Assert.Single(lines, line => line.Contains("cmd|", StringComparison.Ordinal));
        Assert.Contains(",machine,token.create,key_", made, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/events?format=xml")]
    [InlineData("/v1/usage?format=xml")]
    [InlineData("/v1/audit?format=xml")]
    public async Task Format_Unknown_IsRefusedWithWhatThereIs(string path)
    {
        var (status, problem) = await _host.AskAsync(HttpMethod.Get, path);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "format: `xml` is neither json nor csv"), (status, problem.Text("detail")));
    }

    private async Task<int> EventsAsync() => (await _host.MustAsync(HttpMethod.Get, "/v1/events")).GetProperty("data").GetArrayLength();

    private async Task<List<string>> LinesAsync(string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _host.Control + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _host.MachineToken);
        if (accept is not null)
        {
            request.Headers.Accept.Add(new(accept));
        }

        using var response = await _host.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, "text/csv"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        return [.. (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
    }
}
