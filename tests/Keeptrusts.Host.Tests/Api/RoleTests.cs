using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>Walks every endpoint that the API says it has with every role, over the network.</summary>
public sealed class RoleTests : IAsyncLifetime
{
    private static readonly string[] AllRoles = ["viewer", "developer", "manager", "admin", "gateway", "metrics"];

    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Endpoints_OfTheApi_AreThoseOfTheTable()
    {
        var served = (await ApiDocument.EndpointsAsync(_host)).Select(e => $"{e.Method} {e.Path}").Order(StringComparer.Ordinal);
        Assert.Equal(RoleTable.Lines.Select(l => $"{l.Method} {l.Path}").Order(StringComparer.Ordinal), served);
    }

    [Fact]
    public async Task Endpoint_EachRole_IsRefusedOrHeardAsTheTableSays()
    {
        var wrong = new List<string>();
        foreach (var role in AllRoles)
        {
            var token = await _host.AddControlTokenAsync(null, role is "admin" or "gateway" or "metrics" ? null : "default", role);
            foreach (var (method, path, least) in RoleTable.Lines)
            {
                var status = await WalkAsync(method, path, token);
                if (status == HttpStatusCode.Unauthorized || status == HttpStatusCode.Forbidden == RoleTable.Allows(least, role) || (int)status >= 500)
                {
                    wrong.Add($"{role}: {method} {path} gave {(int)status}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Endpoint_WithoutAValidControlToken_Is401()
    {
        var gatewayKey = (await _host.CreateTokenAsync(new { name = "k" })).Text("key");
        var revoked = await _host.AddControlTokenAsync(null, null, "admin");
        await _host.MustAsync(HttpMethod.Post, "/v1/tokens/-admin-/revoke");
        await _host.MustAsync(HttpMethod.Post, "/v1/users", new { id = "gone", is_admin = true });
        var ofTheGone = await _host.AddControlTokenAsync("gone", null, "admin");
        await _host.MustAsync(HttpMethod.Post, "/v1/users/gone/deactivate");
        var wrong = new List<string>();
        foreach (var token in (string?[])[null, "nonsense", gatewayKey, revoked, ofTheGone, revoked[..^1] + "x"])
        {
            foreach (var (method, path, _) in RoleTable.Lines)
            {
                if (await WalkAsync(method, path, token) is not HttpStatusCode.Unauthorized and var status)
                {
                    wrong.Add($"{method} {path} gave {(int)status}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Path_UnknownOrByAnotherMethod_IsAProblem()
    {
        var (missing, problem) = await _host.AskAsync(HttpMethod.Get, "/v1/nothing");
        Assert.Equal((HttpStatusCode.NotFound, 404), (missing, problem.GetProperty("status").GetInt32()));
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"{_host.Control}/v1/teams/x");
        using var response = await _host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["GET", "PUT", "DELETE"], response.Content.Headers.Allow);
    }

    private async Task<HttpStatusCode> WalkAsync(string method, string path, string? token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), _host.Control + path.Replace("{", "no-", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
        if (method is "POST" or "PUT")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await _host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }
}
