using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Keeptrusts.Host.Tests.Running;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>What happens to a key after it was made.</summary>
public sealed class TokenCareTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private RunningHost _host = null!;
    private string _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync(time: _time);
        await _host.AddTeamAsync("search");
        _ada = await _host.AddPersonAsync("ada", "search", "developer");
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Rotate_WithGrace_BothWorkUntilTheOldOneEnds()
    {
        var old = await _host.CreateTokenAsync(new { name = "ci", expires_in = "7d", budget = 3.5, allowed_models = new[] { "any" } });
        var fresh = await _host.MustAsync(HttpMethod.Post, "/v1/tokens/ci/rotate", new { grace = "2h" });

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [await StatusAsync(old), await StatusAsync(fresh)]);
        var shown = await _host.MustAsync(HttpMethod.Get, "/v1/tokens/ci");
        Assert.Equal((fresh.Text("id"), old.Text("id")), (shown.Text("id"), shown.Text("rotated_from")));
        Assert.Equal(3.5m, shown.GetProperty("budget").GetDecimal());
        Assert.Equal(["any"], shown.GetProperty("allowed_models").EnumerateArray().Select(m => m.GetString()));
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK], [await StatusAsync(old), await StatusAsync(fresh)]);
        Assert.Equal(_time.GetUtcNow().AddDays(7).AddHours(-2), shown.GetProperty("expires_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Rotate_WithoutGrace_RevokesTheOldOneAtOnce()
    {
        var old = await _host.CreateTokenAsync(new { name = "ci" });
        var fresh = await _host.MustAsync(HttpMethod.Post, "/v1/tokens/ci/rotate", new { grace = "0" });
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK], [await StatusAsync(old), await StatusAsync(fresh)]);
    }

    [Fact]
    public async Task Rotate_ManyAtOnce_MakesAChainWithoutForks()
    {
        await _host.CreateTokenAsync(new { name = "ci" });
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _host.AskAsync(HttpMethod.Post, "/v1/tokens/ci/rotate", new { })));
        var all = (await _host.MustAsync(HttpMethod.Get, "/v1/tokens")).GetProperty("data").EnumerateArray().Where(t => t.Text("token_type") == "gateway").ToList();
        var replaced = all.Select(t => t.GetProperty("rotated_from").GetString()).OfType<string>().ToList();
        Assert.Equal(replaced.Distinct().Count(), replaced.Count);
        Assert.Single(all, t => t.Text("name") == "ci");
    }

    [Fact]
    public async Task Rotate_WhatWasReplacedAlready_IsRefused()
    {
        var old = await _host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "daily" }, _ada);
        var fresh = await _host.MustAsync(HttpMethod.Post, "/v1/tokens/daily/rotate", new { grace = "30d" }, _ada);
        var (status, problem) = await _host.AskAsync(HttpMethod.Post, $"/v1/tokens/{old.Text("id")}/rotate", new { }, _ada);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains(fresh.Text("id"), problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotate_AgainWhileTheOldOneWorks_GivesADeveloperAnHourAtMost()
    {
        await _host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "daily" }, _ada);
        await _host.MustAsync(HttpMethod.Post, "/v1/tokens/daily/rotate", new { grace = "2d" }, _ada);
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Post, "/v1/tokens/daily/rotate", new { grace = "2d" }, _ada)).Status);
        await _host.MustAsync(HttpMethod.Post, "/v1/tokens/daily/rotate", new { grace = "1h" }, _ada);
        _time.Advance(TimeSpan.FromDays(2));
        await _host.MustAsync(HttpMethod.Post, "/v1/tokens/daily/rotate", new { grace = "2d" }, _ada);
    }

    [Fact]
    public async Task Rotate_ApprovedKeyByItsDeveloper_GetsNoMoreTimeThanWasApproved()
    {
        var asked = await _host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "long", expires_in = "60d" }, _ada);
        await _host.MustAsync(HttpMethod.Post, $"/v1/approvals/{asked.Text("id")}/approve", new { });
        var taken = await _host.MustAsync(HttpMethod.Post, $"/v1/approvals/{asked.Text("id")}/token", token: _ada);
        _time.Advance(TimeSpan.FromDays(10));
        var fresh = await _host.MustAsync(HttpMethod.Post, "/v1/tokens/long/rotate", new { }, _ada);
        Assert.Equal(taken.GetProperty("expires_at").GetDateTimeOffset(), fresh.GetProperty("expires_at").GetDateTimeOffset());
        var daily = await _host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "daily" }, _ada);
        _time.Advance(TimeSpan.FromDays(10));
        var renewed = await _host.MustAsync(HttpMethod.Post, "/v1/tokens/daily/rotate", new { }, _ada);
        Assert.Equal(daily.GetProperty("expires_at").GetDateTimeOffset().AddDays(10), renewed.GetProperty("expires_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Ensure_OverALife_MakesKeepsAndRenews()
    {
        var made = await EnsureAsync(null);
        Assert.Equal(("made", "standard-dev"), (made.Text("status"), made.GetProperty("token").Text("template")));
        var key = made.Text("key");
        var kept = await EnsureAsync(key);
        Assert.Equal(("kept", JsonValueKind.Null), (kept.Text("status"), kept.GetProperty("key").ValueKind));

        // The template renews every seven days.
        _time.Advance(TimeSpan.FromDays(7));
        var renewed = await EnsureAsync(key);
        Assert.Equal("renewed", renewed.Text("status"));
        Assert.Equal(made.GetProperty("token").Text("id"), renewed.GetProperty("token").Text("rotated_from"));
        Assert.True((await _host.CallAsync(key)).IsSuccessStatusCode);
        Assert.Equal("kept", (await EnsureAsync(renewed.Text("key"))).Text("status"));

        // The file was lost: the key cannot be shown again, so there is a fresh one.
        Assert.Equal("renewed", (await EnsureAsync(null)).Text("status"));

        await _host.MustAsync(HttpMethod.Post, "/v1/tokens/app/revoke", token: _ada);
        Assert.Equal("made", (await EnsureAsync(renewed.Text("key"))).Text("status"));
    }

    [Fact]
    public async Task Ensure_BeyondTheTemplate_WaitsForTheApprovalAndThenTakesIt()
    {
        var pending = await EnsureAsync(null, "standard-prod");
        Assert.Equal("pending", pending.Text("status"));
        var id = pending.GetProperty("approval").Text("id");
        Assert.Equal(id, (await EnsureAsync(null, "standard-prod")).GetProperty("approval").Text("id"));
        await _host.MustAsync(HttpMethod.Post, $"/v1/approvals/{id}/approve", new { });
        var made = await EnsureAsync(null, "standard-prod");
        Assert.Equal("made", made.Text("status"));
        Assert.Equal("kept", (await EnsureAsync(made.Text("key"), "standard-prod")).Text("status"));
    }

    [Fact]
    public async Task Identify_ByHash_TellsWhoseItIsToWhoMayKnow()
    {
        await _host.AddTeamAsync("hr");
        var foreign = await _host.CreateTokenAsync(new { name = "theirs", team_id = "hr" });
        var hash = Hash(foreign.Text("key"));
        Assert.Equal("theirs", (await _host.MustAsync(HttpMethod.Post, "/v1/tokens/identify", new { sha256 = hash })).Text("name"));
        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Post, "/v1/tokens/identify", new { sha256 = hash }, _ada)).Status);
        var (status, problem) = await _host.AskAsync(HttpMethod.Post, "/v1/tokens/identify", new { sha256 = foreign.Text("key") });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.DoesNotContain("kt_gk", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_ByOwnerAndTeam_TakesThoseAndNoOthers()
    {
        await _host.CreateTokenAsync(new { name = "a", team_id = "search", owner = "bo" });
        await _host.CreateTokenAsync(new { name = "b", team_id = "default", owner = "bo" });
        await _host.CreateTokenAsync(new { name = "c", team_id = "search", owner = "cy" });
        Assert.Equal(["a"], await RevokeAsync(new { owner = "bo", team_id = "search" }));
        Assert.Equal(["b"], await RevokeAsync(new { owner = "bo" }));
        Assert.Equal(["ada-developer-search", "c"], await RevokeAsync(new { team_id = "search" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.AskAsync(HttpMethod.Post, "/v1/tokens/revoke", new { })).Status);
    }

    [Fact]
    public async Task Revoke_Now_IsSaidInTheAuditAndMayBeSaidLater()
    {
        await _host.AddPersonAsync("bo", "search", "developer");
        foreach (var name in (string[])["a", "b", "c"])
        {
            await _host.CreateTokenAsync(new { name, team_id = "search", owner = "bo" });
        }

        await _host.MustAsync(HttpMethod.Post, "/v1/tokens/a/revoke");
        var first = (await _host.MustAsync(HttpMethod.Get, "/v1/tokens/a")).Text("revoked_at");
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(first, (await _host.MustAsync(HttpMethod.Post, "/v1/tokens/a/revoke", new { now = true })).Text("revoked_at"));
        Assert.Equal("revoked", (await _host.MustAsync(HttpMethod.Post, "/v1/tokens/b/revoke", new { now = true })).Text("status"));
        Assert.Contains("c", await RevokeAsync(new { owner = "bo", now = true }));
        await _host.MustAsync(HttpMethod.Post, "/v1/users/bo/deactivate", new { now = true });
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.AskAsync(HttpMethod.Post, "/v1/tokens/a/revoke", new { now = "yes" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.AskAsync(HttpMethod.Post, "/v1/tokens/a/revoke", new { nwo = true })).Status);
        var audit = (await _host.MustAsync(HttpMethod.Get, "/v1/audit?limit=200")).GetProperty("data").EnumerateArray().Select(e => e.Text("action")).ToList();
        Assert.Equal((true, true), (audit.Contains("token.cut"), audit.Contains("token.revoke")));
    }

    [Fact]
    public async Task LastUse_AfterACall_IsShownAndOutlivesTheProcess()
    {
        var token = await _host.CreateTokenAsync(new { name = "a" });
        await _host.CallAsync(token.Text("key"));
        var shown = await _host.MustAsync(HttpMethod.Get, "/v1/tokens/a");
        Assert.Equal(_time.GetUtcNow(), shown.GetProperty("last_used_at").GetDateTimeOffset());
    }

    private async Task<string[]> RevokeAsync(object whose) =>
        [.. (await _host.MustAsync(HttpMethod.Post, "/v1/tokens/revoke", whose)).GetProperty("data").EnumerateArray().Select(t => t.Text("name")).Order(StringComparer.Ordinal)];

    private async Task<HttpStatusCode> StatusAsync(JsonElement minted) => (await _host.CallAsync(minted.Text("key"))).StatusCode;

    private Task<JsonElement> EnsureAsync(string? key, string? template = null) =>
        _host.MustAsync(HttpMethod.Post, "/v1/tokens/ensure", new { token = new { name = "app", template }, sha256 = key is null ? null : Hash(key) }, _ada);

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)));
}
