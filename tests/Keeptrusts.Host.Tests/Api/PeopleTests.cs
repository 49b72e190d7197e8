using System.Net;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>Users, members and what their tokens may do.</summary>
public sealed class PeopleTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync();
        await _host.AddTeamAsync("search");
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Token_OfAUser_MayNeverMoreThanTheUserStillMay()
    {
        var manager = await _host.AddPersonAsync("ada", "search", "manager");
        Assert.Equal(["manager"], await RolesAsync(manager));
        await _host.MustAsync(HttpMethod.Put, "/v1/teams/search/members/ada", new { role = "viewer" });
        Assert.Equal(["viewer"], await RolesAsync(manager));
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.AskAsync(HttpMethod.Post, "/v1/tokens", new { name = "x" }, manager)).Status);
        await _host.MustAsync(HttpMethod.Put, "/v1/teams/search/members/ada", new { role = "manager" });
        Assert.Equal(["manager"], await RolesAsync(manager));
    }

    [Fact]
    public async Task Token_OfAnAdministrator_LosesItsRightsWithTheUser()
    {
        await _host.MustAsync(HttpMethod.Post, "/v1/users", new { id = "root", is_admin = true });
        var token = await _host.AddControlTokenAsync("root", null, "admin");
        await _host.MustAsync(HttpMethod.Get, "/v1/users", token: token);
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Put, "/v1/users/root", new { is_admin = false }, token)).Status);
        await _host.MustAsync(HttpMethod.Put, "/v1/users/root", new { is_admin = false });
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.AskAsync(HttpMethod.Get, "/v1/users", token: token)).Status);
    }

    [Fact]
    public async Task User_Deactivated_LosesEveryTokenOnTheNextRequest()
    {
        var control = await _host.AddPersonAsync("ada", "search", "developer");
        var key = (await _host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "mine" }, control)).Text("key");
        Assert.True((await _host.CallAsync(key)).IsSuccessStatusCode);

        var departure = await _host.MustAsync(HttpMethod.Post, "/v1/users/ada/deactivate");

        Assert.Equal(2, departure.GetProperty("revoked").GetArrayLength());
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.CallAsync(key)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.AskAsync(HttpMethod.Get, "/v1/whoami", token: control)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Post, "/v1/tokens", new { name = "new", owner = "ada" })).Status);
        await _host.MustAsync(HttpMethod.Post, "/v1/users/ada/reactivate");
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.AskAsync(HttpMethod.Get, "/v1/whoami", token: control)).Status);
    }

    [Fact]
    public async Task Member_Removed_LosesTheirKeysOfThatTeamOnly()
    {
        var control = await _host.AddPersonAsync("ada", "search", "developer");
        var here = (await _host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "here" }, control)).Text("key");
        var elsewhere = (await _host.CreateTokenAsync(new { name = "elsewhere", owner = "ada" })).Text("key");
        await _host.MustAsync(HttpMethod.Delete, "/v1/teams/search/members/ada");
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.CallAsync(here)).StatusCode);
        Assert.True((await _host.CallAsync(elsewhere)).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Delete, "/v1/teams/search/members/ada")).Status);
    }

    [Fact]
    public async Task People_AfterARestart_AreThere()
    {
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Location, "data");
        string token;
        await using (var first = await RunningHost.StartAsync(data))
        {
            await first.AddTeamAsync("search");
            await first.MustAsync(HttpMethod.Put, "/v1/teams/search", new { allowed_templates = new[] { "standard-dev" } });
            token = await first.AddPersonAsync("ada", "search", "developer");
        }

        await using var second = await RunningHost.StartAsync(data);
        Assert.Equal("ada", (await second.MustAsync(HttpMethod.Get, "/v1/whoami", token: token)).Text("user"));
        Assert.Equal(["standard-dev"], (await second.MustAsync(HttpMethod.Get, "/v1/teams/search")).GetProperty("allowed_templates").EnumerateArray().Select(t => t.GetString()));
    }

    [Fact]
    public async Task Team_WithKeys_StaysAndWithoutGoes()
    {
        await _host.CreateTokenAsync(new { name = "k", team_id = "search" });
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Delete, "/v1/teams/search")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Delete, "/v1/teams/default")).Status);
        await _host.AddTeamAsync("brief");
        await _host.AddPersonAsync("bo", "brief", "viewer");
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Delete, "/v1/teams/brief")).Status);
        await _host.AddTeamAsync("briefer");
        await _host.MustAsync(HttpMethod.Put, "/v1/teams/briefer/members/bo", new { role = "viewer" });
        await _host.MustAsync(HttpMethod.Delete, "/v1/teams/briefer");
        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Get, "/v1/teams/briefer")).Status);
    }

    private async Task<string?[]> RolesAsync(string token) =>
        [.. (await _host.MustAsync(HttpMethod.Get, "/v1/whoami", token: token)).GetProperty("roles").EnumerateArray().Select(r => r.GetString())];
}
