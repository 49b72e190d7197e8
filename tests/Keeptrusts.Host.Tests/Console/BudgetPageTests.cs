using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Console;

/// <summary>A team whose caps stand in the templates of its keys, and nowhere else.</summary>
public sealed partial class BudgetPageTests : IAsyncLifetime
{
    private static readonly string[] Templates = ["standard-dev", "standard-staging", "standard-prod"];

    private RunningHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync();
        await _host.MustAsync(HttpMethod.Post, "/v1/users", new { id = "ada", name = "Ada Lovelace", is_admin = true });
        await _host.AddTeamAsync("search");
        foreach (var template in Templates)
        {
            await _host.CreateTokenAsync(new { name = $"from-{template}", team_id = "search", template });
        }
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Pages_AskedForATeamsBudgets_ShowThoseOfItsKeysConfigurations()
    {
        using var web = await WebSession.OfAsync(_host, "ada");
        foreach (var path in (string[])["/budgets?scope=team", "/teams/search", "/usage"])
        {
            var text = await TextAsync(web, path);
            Assert.Contains("$50.00 left of $50.00", text, StringComparison.Ordinal);
            foreach (var cap in (string[])["$50.00 local-gw.standard-dev", "$200.00 local-gw.standard-staging", "$1,000 local-gw.standard-prod"])
            {
                Assert.Contains(cap, text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Keys_WhoseConfigurationCapsTheirTeam_ShowThatCapEachItsOwn()
    {
        using var web = await WebSession.OfAsync(_host, "ada");
        var text = await TextAsync(web, "/keys");
        Assert.Contains("$200.00 left of $200.00 a day of the team", text, StringComparison.Ordinal);
        Assert.Contains("$1,000 left of $1,000 a day of the team", text, StringComparison.Ordinal);
        Assert.DoesNotContain("no limit", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_OfATeamWithAConfiguration_ShowsItsCapAndNotThatOfAnotherKey()
    {
        await _host.MustAsync(HttpMethod.Post, "/v1/teams", new { id = "trial" });
        await _host.MustAsync(HttpMethod.Put, "/v1/teams/trial", new { configuration = "local-gw.standard-staging" });
        await _host.AddPersonAsync("bob", "trial", "manager");
        await _host.CreateTokenAsync(new { name = "dev", team_id = "trial", configuration = "local-gw.standard-dev" });
        using var web = await WebSession.OfAsync(_host, "bob");
        Assert.Contains("$200.00 left of $200.00 a day", await TextAsync(web, "/chat"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_CapsThatDiffer_AreListedBySource()
    {
        var budget = Assert.Single((await _host.MustAsync(HttpMethod.Get, "/v1/budgets")).GetProperty("data").EnumerateArray().ToList(), budget => budget.Text("scope") == "team");
        Assert.Equal(50m, budget.GetProperty("hard_cap_usd").GetDecimal());
        Assert.Equal(
            [("local-gw.standard-dev/cost-cap", 50m), ("local-gw.standard-prod/cost-cap", 1000m), ("local-gw.standard-staging/cost-cap", 200m)],
            budget.GetProperty("caps").EnumerateArray().Select(cap => (cap.Text("source"), cap.GetProperty("hard_cap_usd").GetDecimal())));
        Assert.All(budget.GetProperty("caps").EnumerateArray(), cap => Assert.Equal(JsonValueKind.Null, cap.GetProperty("soft_cap_usd").ValueKind));
    }

    private static async Task<string> TextAsync(WebSession web, string path)
    {
        using var page = await web.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return Spaces().Replace(WebUtility.HtmlDecode(Marks().Replace(await page.Content.ReadAsStringAsync(), " ")), " ");
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
