using System.Net;
using System.Text.Json;
using Keeptrusts.Host.Tests.Running;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>A developer's way to a key: at once within the template, by approval beyond it.</summary>
public sealed class SelfServiceTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private RunningHost _host = null!;
    private string _ada = null!;
    private string _boss = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync(time: _time);
        await _host.AddTeamAsync("search");
        _ada = await _host.AddPersonAsync("ada", "search", "developer");
        _boss = await _host.AddPersonAsync("boss", "search", "manager");
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Developer_NamesNoTemplate_GetsTheDailyOneAtOnceAndOwnsTheKey()
    {
        var minted = await _host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "mine" }, _ada);
        var shown = await _host.MustAsync(HttpMethod.Get, $"/v1/tokens/{minted.Text("id")}", token: _ada);
        Assert.Equal(("ada", "standard-dev", "search"), (shown.Text("owner"), shown.Text("template"), shown.Text("team_id")));
        Assert.Equal(_time.GetUtcNow().AddDays(30), shown.GetProperty("expires_at").GetDateTimeOffset());
        Assert.True((await _host.CallAsync(minted.Text("key"))).IsSuccessStatusCode);
    }

    public static TheoryData<string, string> Beyond => new()
    {
        { """{"name":"k","template":"standard-prod"}""", "every key of template `standard-prod` needs an approval" },
        { """{"name":"k","expires_in":"60d"}""", "`standard-dev` pre-approves 30d at most, not 60d" },
        { """{"name":"k","budget":26}""", "`standard-dev` pre-approves $25 at most, not $26" },
        { """{"name":"k","configuration":"local-gw"}""", "a pinned configuration is not the template's" },
        { """{"name":"k","roles":["root"]}""", "roles change what policies let a key do" },
        { """{"name":"k","on_behalf_of":true}""", "acting on behalf of others lets a key name any user" },
    };

    [Theory, MemberData(nameof(Beyond))]
    public async Task Developer_BeyondTheTemplate_AsksForApproval(string body, string reason)
    {
        var (status, approval) = await _host.AskAsync(HttpMethod.Post, "/v1/tokens", JsonElement.Parse(body), _ada);
        Assert.Equal((HttpStatusCode.Accepted, "pending", "ada"), (status, approval.Text("status"), approval.Text("requested_by")));
        Assert.Equal([reason], approval.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()));
        Assert.DoesNotContain("kt_", approval.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await _host.AskAsync(HttpMethod.Post, "/v1/tokens", JsonElement.Parse(body), _boss)).Status);
    }

    [Fact]
    public async Task Approval_Approved_IsTakenOnceByTheAskerAlone()
    {
        var id = await AskAsync();
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Post, $"/v1/approvals/{id}/token", token: _ada)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.AskAsync(HttpMethod.Post, $"/v1/approvals/{id}/approve", new { }, _ada)).Status);
        var approved = await _host.MustAsync(HttpMethod.Post, $"/v1/approvals/{id}/approve", new { note = "fine" }, _boss);
        Assert.Equal(("approved", "boss", "fine"), (approved.Text("status"), approved.Text("decided_by"), approved.Text("note")));
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Post, $"/v1/approvals/{id}/deny", new { }, _boss)).Status);

        Assert.Equal(HttpStatusCode.Forbidden, (await _host.AskAsync(HttpMethod.Post, $"/v1/approvals/{id}/token", token: _boss)).Status);
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _host.AskAsync(HttpMethod.Post, $"/v1/approvals/{id}/token", token: _ada)));
        var taken = Assert.Single(both, t => t.Status == HttpStatusCode.Created).Body;

        Assert.StartsWith("kt_gk_", taken.Text("key"), StringComparison.Ordinal);
        var token = await _host.MustAsync(HttpMethod.Get, $"/v1/tokens/{taken.Text("id")}", token: _ada);
        Assert.Equal(("ada", "standard-prod"), (token.Text("owner"), token.Text("template")));
        Assert.Equal(taken.Text("id"), (await _host.MustAsync(HttpMethod.Get, $"/v1/approvals/{id}", token: _ada)).Text("token_id"));
    }

    [Fact]
    public async Task Approval_Denied_GivesNoKeyAndTheReason()
    {
        var id = await AskAsync();
        await _host.MustAsync(HttpMethod.Post, $"/v1/approvals/{id}/deny", new { note = "use staging" }, _boss);
        var (status, problem) = await _host.AskAsync(HttpMethod.Post, $"/v1/approvals/{id}/token", token: _ada);
        Assert.Equal((HttpStatusCode.Conflict, $"`{id}` was denied: use staging"), (status, problem.Text("detail")));
    }

    [Fact]
    public async Task Approval_OfOnesOwn_IsRefusedAlsoWithAnotherToken()
    {
        var id = await AskAsync();
        await _host.MustAsync(HttpMethod.Put, "/v1/teams/search/members/ada", new { role = "manager" });
        var promoted = await _host.AddControlTokenAsync("ada", "search", "manager");
        var (status, problem) = await _host.AskAsync(HttpMethod.Post, $"/v1/approvals/{id}/approve", new { }, promoted);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.StartsWith("nobody decides their own request", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approval_AfterAWeek_IsExpired()
    {
        var (undecided, untaken) = (await AskAsync("a"), await AskAsync("b"));
        _time.Advance(TimeSpan.FromDays(6));
        await _host.MustAsync(HttpMethod.Post, $"/v1/approvals/{untaken}/approve", new { }, _boss);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Post, $"/v1/approvals/{undecided}/approve", new { }, _boss)).Status);
        Assert.Equal("expired", (await _host.MustAsync(HttpMethod.Get, $"/v1/approvals/{undecided}", token: _ada)).Text("status"));
        _time.Advance(TimeSpan.FromDays(6));
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Post, $"/v1/approvals/{untaken}/token", token: _ada)).Status);
    }

    [Fact]
    public async Task Approval_AskedForTwice_IsOneRequest() => Assert.Equal(await AskAsync(), await AskAsync());

    [Fact]
    public async Task Developer_ManyKeysAtOnce_GetsAsManyAsTheTemplateAllows()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _host.AskAsync(HttpMethod.Post, "/v1/tokens", new { name = $"k{i}", template = "standard-staging" }, _ada)));
        Assert.Equal(2, answers.Count(a => a.Status == HttpStatusCode.Created));
        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.Created or HttpStatusCode.Accepted or HttpStatusCode.Conflict, a.Body.ToString()));
        var (status, third) = await _host.AskAsync(HttpMethod.Post, "/v1/tokens", new { name = "more", template = "standard-staging" }, _ada);
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Contains("2 active keys a person, and you hold 2", third.ToString(), StringComparison.Ordinal);
        await _host.MustAsync(HttpMethod.Post, $"/v1/tokens/{answers.First(a => a.Status == HttpStatusCode.Created).Body.Text("id")}/revoke", token: _ada);
        Assert.Equal(HttpStatusCode.Created, (await _host.AskAsync(HttpMethod.Post, "/v1/tokens", new { name = "again", template = "standard-staging" }, _ada)).Status);
    }

    [Fact]
    public async Task Template_ThatTheTeamMayNotUse_IsRefusedForEverybody()
    {
        await _host.MustAsync(HttpMethod.Put, "/v1/teams/search", new { allowed_templates = new[] { "standard-staging" } });
        foreach (var token in (string[])[_ada, _boss])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await _host.AskAsync(HttpMethod.Post, "/v1/tokens", new { name = "k", template = "standard-dev" }, token)).Status);
        }

        Assert.Equal("standard-staging", (await _host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "k" }, _ada)).Text("template"));
        await _host.MustAsync(HttpMethod.Put, "/v1/teams/search", new { allowed_templates = new[] { "standard-prod" } });
        var (status, problem) = await _host.AskAsync(HttpMethod.Post, "/v1/tokens", new { name = "l" }, _ada);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("name a template", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Developer_ForAnotherOwner_IsRefused() =>
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.AskAsync(HttpMethod.Post, "/v1/tokens", new { name = "k", owner = "boss" }, _ada)).Status);

    [Fact]
    public async Task Developer_TouchingKeys_ReachesOnlyTheirOwn()
    {
        var other = await _host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "theirs", owner = "boss" }, _boss);
        var mine = await _host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "mine" }, _ada);
        await _host.MustAsync(HttpMethod.Get, $"/v1/tokens/{other.Text("id")}", token: _ada);
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.AskAsync(HttpMethod.Post, $"/v1/tokens/{other.Text("id")}/revoke", token: _ada)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.AskAsync(HttpMethod.Post, $"/v1/tokens/{other.Text("id")}/rotate", new { }, _ada)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.AskAsync(HttpMethod.Post, "/v1/tokens/revoke", new { team_id = "search" }, _ada)).Status);
        await _host.MustAsync(HttpMethod.Post, $"/v1/tokens/{mine.Text("id")}/rotate", new { }, _ada);

        // A manager ends a member's control token, but does not get hold of it.
        var adas = (await _host.MustAsync(HttpMethod.Get, "/v1/whoami", token: _ada)).Text("id");
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.AskAsync(HttpMethod.Post, $"/v1/tokens/{adas}/rotate", new { }, _boss)).Status);
        Assert.Equal(3, (await _host.MustAsync(HttpMethod.Post, "/v1/tokens/revoke", new { owner = "ada" }, _boss)).GetProperty("data").GetArrayLength());
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.AskAsync(HttpMethod.Get, "/v1/whoami", token: _ada)).Status);
    }

    private async Task<string> AskAsync(string name = "k") =>
        (await _host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name, template = "standard-prod" }, _ada)).Text("id");
}
