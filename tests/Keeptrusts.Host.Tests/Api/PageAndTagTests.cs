using System.Net;
using System.Net.Http.Json;
using CsCheck;
using Keeptrusts.Host.Api;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Api;

public sealed class PageAndTagTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("/v1/teams?limit=0")]
    [InlineData("/v1/teams?limit=501")]
    [InlineData("/v1/teams?limit=x")]
    [InlineData("/v1/tokens?cursor=%25%25")]
    public async Task Page_OutOfRange_Is422(string path) => Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.AskAsync(HttpMethod.Get, path)).Status);

    [Fact]
    public async Task Pages_WalkedWhileThingsComeAndGo_GiveEachOnce()
    {
        foreach (var id in (string[])["b", "d", "f", "h"])
        {
            await _host.AddTeamAsync(id);
        }

        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await _host.MustAsync(HttpMethod.Get, $"/v1/teams?limit=2&cursor={cursor}");
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(t => t.Text("id")));
            cursor = page.GetProperty("next_cursor").GetString();
            if (seen.Count == 2)
            {
                await _host.MustAsync(HttpMethod.Delete, "/v1/teams/d");
                await _host.AddTeamAsync("a");
            }
        }

        Assert.Equal(["b", "d", "default", "f", "h"], seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Page_AnyListAndLimit_WalkGivesTheList() => Gen.Select(Gen.Int[0, 40].Array[0, 30], Gen.Int[1, 9], Gen.Bool).Sample((numbers, limit, descending) =>
        {
            var keys = numbers.Distinct().Select(n => n.ToString("d4", System.Globalization.CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal).ToList();
            if (descending)
            {
                keys.Reverse();
            }

            var walked = new List<string>();
            for (string? after = null; ;)
            {
                var page = new PageQuery(limit, after).Of(keys, k => k, descending);
                walked.AddRange(page.Data);
                if (page.NextCursor is null)
                {
                    break;
                }

                after = page.Data[^1];
            }

            Assert.Equal(keys, walked);
        });

    [Fact]
    public async Task Object_ReadAgainWithItsTag_Is304()
    {
        await _host.AddTeamAsync("search");
        var tag = (await SendAsync(HttpMethod.Get, "/v1/teams/search")).Tag;
        Assert.Equal(HttpStatusCode.NotModified, (await SendAsync(HttpMethod.Get, "/v1/teams/search", ifNoneMatch: tag)).Status);
        await _host.MustAsync(HttpMethod.Put, "/v1/teams/search", new { name = "Search!" });
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/v1/teams/search", ifNoneMatch: tag)).Status);
    }

    [Fact]
    public async Task Change_OfWhatSomebodyElseChanged_Is412()
    {
        await _host.AddTeamAsync("search");
        await _host.MustAsync(HttpMethod.Post, "/v1/users", new { id = "ada" });
        foreach (var path in (string[])["/v1/teams/search", "/v1/users/ada"])
        {
            var tag = (await SendAsync(HttpMethod.Get, path)).Tag;
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Put, path, new { name = "first" }, ifMatch: tag)).Status);
            Assert.Equal(HttpStatusCode.PreconditionFailed, (await SendAsync(HttpMethod.Put, path, new { name = "second" }, ifMatch: tag)).Status);
            Assert.Equal("first", (await _host.MustAsync(HttpMethod.Get, path)).Text("name"));
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Put, path, new { name = "third" }, ifMatch: "*")).Status);
        }
    }

    private async Task<(HttpStatusCode Status, string Tag)> SendAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(method, _host.Control + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", _host.MachineToken);
        if (ifMatch is not null)
        {
            request.Headers.Add("If-Match", ifMatch);
        }

        if (ifNoneMatch is not null)
        {
            request.Headers.Add("If-None-Match", ifNoneMatch);
        }

        using var response = await _host.Http.SendAsync(request);
        return (response.StatusCode, response.Headers.ETag?.ToString() ?? "");
    }
}
