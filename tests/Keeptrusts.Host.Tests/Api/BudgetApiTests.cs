using System.Net;
using System.Text.Json;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>Caps and prices over the API, and what they do to the next call.</summary>
public sealed class BudgetApiTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Budget_SetChangedAndRemoved_IsListedAndAudited()
    {
        var (status, cap) = await SetAsync(new { scope = "team", id = "default", window = "day", hard_cap_usd = 50, soft_cap_usd = 40 });
        Assert.Equal((HttpStatusCode.OK, 50m), (status, cap.GetProperty("hard_cap_usd").GetDecimal()));
        var listed = Assert.Single(await ListAsync());
        Assert.Equal(
            ["scope", "id", "name", "window", "soft_cap_usd", "hard_cap_usd", "spent_usd", "reserved_usd", "remaining_usd", "overrun_usd", "resets_at", "sources", "caps"],
            listed.EnumerateObject().Select(member => member.Name));
        Assert.Equal((40m, 50m, 50m), (listed.GetProperty("soft_cap_usd").GetDecimal(), listed.GetProperty("hard_cap_usd").GetDecimal(), listed.GetProperty("remaining_usd").GetDecimal()));

        await SetAsync(new { scope = "team", id = "default", window = "day", hard_cap_usd = 20 });
        Assert.Equal(20m, Assert.Single(await ListAsync()).GetProperty("hard_cap_usd").GetDecimal());
        var (removed, _) = await _host.AskAsync(HttpMethod.Delete, "/v1/budgets?scope=team&id=default&window=day");
        Assert.Equal(HttpStatusCode.OK, removed);
        Assert.Empty(await ListAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Delete, "/v1/budgets?scope=team&id=default&window=day")).Status);
    }

    [Fact]
    public async Task Budget_OfAKey_IsThatOfItsLineageAndListedByName()
    {
        await _host.CreateTokenAsync(new { name = "mine", budget = 5 });
        await SetAsync(new { scope = "key", id = "mine", window = "hour", hard_cap_usd = 1 });
        var budgets = await ListAsync();
        Assert.Equal(["hour", "total"], budgets.Select(budget => budget.GetProperty("window").GetString()));
        Assert.All(budgets, budget => Assert.Equal("mine", budget.GetProperty("name").GetString()));
        Assert.Equal(["budget", "key"], budgets.Select(budget => budget.GetProperty("sources")[0].GetString()));
        Assert.Equal(JsonValueKind.Null, budgets[1].GetProperty("resets_at").ValueKind);
    }

    [Theory]
    [InlineData("""{"scope":"team","id":"default","window":"day"}""", 422)]
    [InlineData("""{"scope":"team","id":"default","window":"day","hard_cap_usd":0}""", 422)]
    [InlineData("""{"scope":"team","id":"default","window":"day","hard_cap_usd":1000000001}""", 422)]
    [InlineData("""{"scope":"team","id":"default","window":"day","hard_cap_usd":1,"soft_cap_usd":2}""", 422)]
    [InlineData("""{"scope":"team","id":"default","window":"year","hard_cap_usd":1}""", 422)]
    [InlineData("""{"scope":"planet","id":"default","window":"day","hard_cap_usd":1}""", 422)]
    [InlineData("""{"scope":"team","window":"day","hard_cap_usd":1}""", 422)]
    [InlineData("""{"scope":"team","id":"nobody","window":"day","hard_cap_usd":1}""", 404)]
    [InlineData("""{"scope":"key","id":"nobody","window":"day","hard_cap_usd":1}""", 404)]
    [InlineData("""{"scope":"team","id":"default","window":"day","clear_overrun":true}""", 404)]
    [InlineData("""{"scope":"team","id":"default","window":"day","cap":1}""", 400)]
    public async Task Budget_ThatMakesNoSense_IsRefused(string body, int expected)
    {
        var (status, problem) = await SetAsync(JsonElement.Parse(body));
        Assert.True((int)status == expected, problem.ToString());
    }

    [Fact]
    public async Task Budgets_OfAnotherTeam_AreNeitherSeenNorSet()
    {
        await _host.AddTeamAsync("hr");
        var hal = await _host.AddControlTokenAsync(null, "hr", "manager");
        await SetAsync(new { scope = "team", id = "default", window = "day", hard_cap_usd = 50 });
        await SetAsync(new { scope = "team", id = "hr", window = "day", hard_cap_usd = 60 });
        await SetAsync(new { scope = "org", window = "month", hard_cap_usd = 600 });
        await _host.CreateTokenAsync(new { name = "theirs", budget = 5 });
        var (_, page) = await _host.AskAsync(HttpMethod.Get, "/v1/budgets", token: hal);
        Assert.Equal("hr", Assert.Single(page.GetProperty("data").EnumerateArray().ToList()).GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.AskAsync(HttpMethod.Put, "/v1/budgets", new { scope = "team", id = "hr", window = "day", hard_cap_usd = 900 }, hal)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Put, "/v1/budgets", new { scope = "key", id = "theirs", window = "day", hard_cap_usd = 900 }, hal)).Status);
    }

    [Fact]
    public async Task Price_SetAndRemoved_IsListed()
    {
        var (status, _) = await _host.AskAsync(HttpMethod.Put, "/v1/prices", new { provider = "openai", model = "gpt-next", input_per_1m_usd = 3, output_per_1m_usd = 12, cached_input_per_1m_usd = 0.3 });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.AskAsync(HttpMethod.Put, "/v1/prices", new { provider = "openai", model = "x", input_per_1m_usd = -3, output_per_1m_usd = 12 })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.AskAsync(HttpMethod.Put, "/v1/prices", new { provider = "openai", model = "x" })).Status);
        var listed = Assert.Single((await _host.AskAsync(HttpMethod.Get, "/v1/prices")).Body.GetProperty("data").EnumerateArray().ToList());
        Assert.Equal(("gpt-next", 0.3m), (listed.GetProperty("model").GetString(), listed.GetProperty("cached_input_per_1m_usd").GetDecimal()));
        Assert.Equal(HttpStatusCode.OK, (await _host.AskAsync(HttpMethod.Delete, "/v1/prices?provider=OpenAI&model=GPT-next")).Status);
        Assert.Empty((await _host.AskAsync(HttpMethod.Get, "/v1/prices")).Body.GetProperty("data").EnumerateArray().ToList());
    }

    private Task<(HttpStatusCode Status, JsonElement Body)> SetAsync(object body) => _host.AskAsync(HttpMethod.Put, "/v1/budgets", body);

    private async Task<List<JsonElement>> ListAsync() => [.. (await _host.AskAsync(HttpMethod.Get, "/v1/budgets")).Body.GetProperty("data").EnumerateArray()];
}
