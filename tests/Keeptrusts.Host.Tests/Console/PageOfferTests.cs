using System.Net;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Console;

/// <summary>Pages offer what would be done, to whom it would be done for, and nothing that would be refused.</summary>
public sealed class PageOfferTests : IAsyncLifetime
{
    private RunningHost _host = null!;
    private string _dev = null!;
    private string _boss = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync();
        await _host.AddTeamAsync("search");
        _dev = await _host.AddPersonAsync("dev", "search", "developer");
        _boss = await _host.AddPersonAsync("boss", "search", "manager");
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task FirstCall_OfEachRole_IsForTheirTeamOrSaysWhomToAsk()
    {
        await _host.AddPersonAsync("vera", "search", "viewer");
        Assert.Contains("--team-id search ", await PageAsync("dev", "/"), StringComparison.Ordinal);
        var seen = await PageAsync("vera", "/");
        Assert.DoesNotContain("kt tokens create", seen, StringComparison.Ordinal);
        Assert.Contains("Ask a manager of your team (boss) for one.", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approval_OfOnesOwnKey_IsOnTopWhateverTheFilterUntilItIsTaken()
    {
        var asked = await _host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "launch", template = "standard-prod" }, _dev);
        await _host.MustAsync(HttpMethod.Post, $"/v1/approvals/{asked.Text("id")}/approve", new { }, _boss);
        await _host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "later", template = "standard-prod" }, _dev);

        var page = await PageAsync("dev", "/approvals");
        var (mine, pending) = (page.IndexOf("Take the key launch", StringComparison.Ordinal), page.IndexOf("yours; another manager decides", StringComparison.Ordinal));
        Assert.True(0 < mine && mine < pending, page);
        Assert.Equal(mine, page.LastIndexOf("Take the key launch", StringComparison.Ordinal));
        Assert.DoesNotContain("Take the key", await PageAsync("boss", "/approvals"), StringComparison.Ordinal);

        await _host.MustAsync(HttpMethod.Post, $"/v1/approvals/{asked.Text("id")}/token", token: _dev);
        Assert.DoesNotContain("launch", await PageAsync("dev", "/approvals"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buttons_OfBudgetsAndKeys_AreThoseThatWork()
    {
        await _host.MustAsync(HttpMethod.Put, "/v1/budgets", new { scope = "team", id = "search", window = "day", hard_cap_usd = 5 });
        var key = await _host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "laptop", budget = 2 }, _dev);
        var budgets = await PageAsync("boss", "/budgets");
        Assert.Contains("Change the budget of laptop", budgets, StringComparison.Ordinal);
        Assert.DoesNotContain("Change the budget of search", budgets, StringComparison.Ordinal);
        Assert.DoesNotContain("/budgets?new=team", await PageAsync("boss", "/teams/search"), StringComparison.Ordinal);

        await _host.MustAsync(HttpMethod.Post, $"/v1/tokens/{key.Text("id")}/rotate", new { }, _dev);
        var keys = await PageAsync("dev", "/keys");
        Assert.Contains("\"Rotate laptop\"", keys, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Rotate laptop~", keys, StringComparison.Ordinal);
        Assert.Contains("\"Revoke laptop~", keys, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_OfASession_SpeaksOfARoleAndNotOfAToken()
    {
        var person = new Principal("user:boss", "Boss", "search", ["manager"]) { UserId = "boss" };
        Assert.Equal("your role (manager) may not do this; ask an administrator", person.Lacks(Permission.Administer)!.Message);
        Assert.StartsWith("the token `ci` (roles: manager)", (person with { Id = "tok_1", Name = "ci" }).Lacks(Permission.Administer)!.Message, StringComparison.Ordinal);
    }

    private async Task<string> PageAsync(string user, string path)
    {
        using var web = await WebSession.OfAsync(_host, user);
        using var response = await web.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }
}
