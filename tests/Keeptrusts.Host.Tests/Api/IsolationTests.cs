using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>Members of one team walk every endpoint with the objects of another, and neither see nor change any.</summary>
public sealed class IsolationTests : IAsyncLifetime
{
    /// <summary>The beginnings of paths whose objects belong to the whole organisation or are walked by others.</summary>
    private static readonly string[] OfNoTeam = ["/v1/gateways", "/v1/configurations", "/v1/whoami", "/v1/templates", "/v1/lint", "/v1/secrets", "/v1/webhooks", "/v1/audit", "/v1/nodes", "/v1/protection", "/v1/prices", "/v1/conversations"];

    private RunningHost _host = null!;
    private Dictionary<string, string> _foreign = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync();
        await _host.AddTeamAsync("hr");
        var hal = await _host.AddPersonAsync("hal", "hr", "developer");
        var approval = await _host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "secret-wish", template = "standard-prod" }, hal);
        var token = await _host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "secret-key" }, hal);
        var document = await _host.MustAsync(HttpMethod.Post, "/v1/documents", new { name = "secret-plans.txt", content = "secret-plans of hr"u8.ToArray() }, hal);
        _foreign = new()
        {
            ["/v1/documents"] = document.Text("id"),
            ["/v1/tokens"] = token.Text("id"),
            ["/v1/approvals"] = approval.Text("id"),
            ["/v1/teams"] = "hr",
            ["/v1/users"] = "hal",
            ["/v1/events"] = "evt_none",
            ["/v1/escalations"] = "esc_none",
        };
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("viewer")]
    [InlineData("developer")]
    [InlineData("manager")]
    public async Task Member_OfAnotherTeam_FindsNothingAndChangesNothing(string role)
    {
        var token = await _host.AddPersonAsync($"a-{role}", "default", role);
        var before = await StateAsync();
        var wrong = new List<string>();
        foreach (var (method, path, _) in await ApiDocument.EndpointsAsync(_host))
        {
            if (!path.Contains('{', StringComparison.Ordinal) || OfNoTeam.Any(p => path.StartsWith(p, StringComparison.Ordinal)))
            {
                continue;
            }

            var resource = string.Join('/', path.Split('/').Take(3));
            Assert.True(_foreign.TryGetValue(resource, out var id), $"{path}: name an object of another team here, so that its isolation is tested");
            var asked = path.Replace("{user}", "hal", StringComparison.Ordinal).Replace("{id}", id, StringComparison.Ordinal).Replace("{reference}", id, StringComparison.Ordinal);
            var (status, body) = await SendAsync(method, asked, token, path.EndsWith("/resolve", StringComparison.Ordinal) ? """{"decision":"approve"}""" : "{}");
            if (status is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden) || body.Contains("secret-", StringComparison.Ordinal))
            {
                wrong.Add($"{method} {asked} gave {(int)status} {body}");
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task Lists_ForAMemberOfAnotherTeam_HoldNothingForeign()
    {
        var token = await _host.AddPersonAsync("ada", "default", "manager");
        foreach (var path in (string[])["/v1/tokens", "/v1/approvals", "/v1/teams", "/v1/users", "/v1/tokens?team_id=hr", "/v1/tokens?owner=hal"])
        {
            var (_, body) = await SendAsync("GET", path, token);
            Assert.DoesNotContain("\"hal\"", body, StringComparison.Ordinal);
            Assert.DoesNotContain("\"hr\"", body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("POST", "/v1/tokens", """{"name":"x","team_id":"hr"}""")]
    [InlineData("POST", "/v1/tokens/revoke", """{"team_id":"hr"}""")]
    [InlineData("POST", "/v1/tokens/ensure", """{"token":{"name":"secret-key","team_id":"hr"}}""")]
    [InlineData("PUT", "/v1/teams/hr/members/ada", """{"role":"manager"}""")]
    [InlineData("PUT", "/v1/budgets", """{"scope":"team","id":"hr","window":"day","hard_cap_usd":1}""")]
    [InlineData("DELETE", "/v1/budgets?scope=team&id=hr&window=day", "{}")]
    public async Task Member_NamingAnotherTeam_IsRefused(string method, string path, string body)
    {
        var token = await _host.AddPersonAsync("ada", "default", "manager");
        var before = await StateAsync();
        Assert.True((await SendAsync(method, path, token, body)).Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden);
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task Revocation_ByOwnerOfAnotherTeam_TakesNothing()
    {
        var token = await _host.AddPersonAsync("ada", "default", "manager");
        var before = await StateAsync();
        Assert.DoesNotContain("hal", (await SendAsync("POST", "/v1/tokens/revoke", token, """{"owner":"hal"}""")).Body, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync());
    }

    private async Task<string> StateAsync()
    {
        var state = new StringBuilder();
        foreach (var path in (string[])["/v1/tokens?team_id=hr", "/v1/approvals", "/v1/teams/hr", "/v1/teams/hr/members", "/v1/users/hal", "/v1/budgets", "/v1/documents"])
        {
            state.AppendLine((await _host.MustAsync(HttpMethod.Get, path)).ToString());
        }

        return state.ToString();
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(string method, string path, string token, string body = "{}")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), _host.Control + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (method is "POST" or "PUT")
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await _host.Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
