using System.Net;
using System.Text.Json;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Api;

public sealed class ControlApiTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Token_CreatedThenRevoked_ActsOnTheNextRequest()
    {
        var token = await _host.CreateTokenAsync(new { name = "a", expires_in = "7d" });
        var key = token.GetProperty("key").GetString()!;
        Assert.Equal($"{_host.Gateway}/v1", token.GetProperty("base_url").GetString());
        Assert.Equal(HttpStatusCode.OK, (await _host.CallAsync(key)).StatusCode);

        var (status, revoked) = await _host.AskAsync(HttpMethod.Post, $"/v1/tokens/{token.GetProperty("id")}/revoke");

        Assert.Equal((HttpStatusCode.OK, "revoked"), (status, revoked.GetProperty("status").GetString()));
        var refused = await _host.CallAsync(key);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("key_revoked", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_Listed_NeverShowsKeyOrHash()
    {
        var key = (await _host.CreateTokenAsync(new { name = "a" })).GetProperty("key").GetString()!;
        var (_, page) = await _host.AskAsync(HttpMethod.Get, "/v1/tokens");
        var listed = Assert.Single(page.GetProperty("data").EnumerateArray());
        Assert.Equal(key[..12], listed.GetProperty("prefix").GetString());
        Assert.DoesNotContain(key, page.ToString(), StringComparison.Ordinal);
        Assert.False(listed.TryGetProperty("hash", out _));
        Assert.Equal(
            ["id", "name", "token_type", "status", "prefix", "team_id", "owner", "template", "configuration", "allowed_models", "roles", "budget", "on_behalf_of", "created_at", "expires_at", "last_used_at", "revoked_at", "rotated_from"],
            listed.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Keys_OnDisk_AreNowhere()
    {
        var key = (await _host.CreateTokenAsync(new { name = "a" })).GetProperty("key").GetString()!;
        await _host.CallAsync(key, "marked-prompt-71c3");
        await WaitForEventAsync();
        foreach (var file in Directory.EnumerateFiles(_host.Data, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var text = await reader.ReadToEndAsync();
            Assert.DoesNotContain(key, text, StringComparison.Ordinal);
            Assert.DoesNotContain("marked-prompt-71c3", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task GatewayKey_OnTheControlPlane_IsRefused()
    {
        var key = (await _host.CreateTokenAsync(new { name = "a" })).GetProperty("key").GetString()!;
        var (status, problem) = await _host.AskAsync(HttpMethod.Get, "/v1/whoami", token: key);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.StartsWith("this is a gateway key", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(key, problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ControlToken_OnTheDataPlane_IsRefused()
    {
        var refused = await _host.CallAsync(_host.MachineToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        var body = await refused.Content.ReadAsStringAsync();
        Assert.Contains("invalid_api_key", body, StringComparison.Ordinal);
        Assert.DoesNotContain(_host.MachineToken, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/tokens")]
    [InlineData("/v1/teams")]
    [InlineData("/v1/events")]
    [InlineData("/v1/events/tail")]
    [InlineData("/v1/events/evt_1")]
    [InlineData("/v1/gateways")]
    [InlineData("/v1/configurations")]
    [InlineData("/v1/configurations/local-gw")]
    [InlineData("/v1/whoami")]
    public async Task Endpoint_WithoutAToken_Is401(string path) => Assert.Equal(HttpStatusCode.Unauthorized, (await _host.AskAsync(HttpMethod.Get, path, anonymous: true)).Status);

    [Fact]
    public async Task Viewer_OfOneTeam_SeesItsTeamAndChangesNothing()
    {
        await _host.AskAsync(HttpMethod.Post, "/v1/teams", new { id = "hr" });
        var foreign = await _host.CreateTokenAsync(new { name = "theirs", team_id = "hr" });
        var viewer = (await _host.CreateTokenAsync(new { name = "v", token_type = "control", team_id = "default", roles = new[] { "viewer" } })).GetProperty("key").GetString();

        Assert.Equal(HttpStatusCode.Forbidden, (await _host.AskAsync(HttpMethod.Post, "/v1/tokens", new { name = "x" }, viewer)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.AskAsync(HttpMethod.Post, "/v1/teams", new { id = "x" }, viewer)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Get, $"/v1/tokens/{foreign.GetProperty("id")}", token: viewer)).Status);
        var (_, page) = await _host.AskAsync(HttpMethod.Get, "/v1/tokens", token: viewer);
        Assert.DoesNotContain("theirs", page.ToString(), StringComparison.Ordinal);
        Assert.Equal("v", (await _host.AskAsync(HttpMethod.Get, "/v1/whoami", token: viewer)).Body.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Developer_OfOneTeam_CannotRevokeControlTokensOrForeignKeys()
    {
        await _host.AskAsync(HttpMethod.Post, "/v1/teams", new { id = "hr" });
        var foreign = await _host.CreateTokenAsync(new { name = "theirs", team_id = "hr" });
        var control = await _host.CreateTokenAsync(new { name = "d", token_type = "control", team_id = "default" });
        var developer = control.GetProperty("key").GetString();

        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Post, $"/v1/tokens/{foreign.GetProperty("id")}/revoke", token: developer)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.AskAsync(HttpMethod.Post, $"/v1/tokens/{control.GetProperty("id")}/revoke", token: developer)).Status);
        Assert.Equal(HttpStatusCode.Created, (await _host.AskAsync(HttpMethod.Post, "/v1/tokens", new { name = "mine" }, developer)).Status);
    }

    [Fact]
    public async Task ControlToken_Revoked_IsRefusedAtOnce()
    {
        var control = await _host.CreateTokenAsync(new { name = "d", token_type = "control", team_id = "default" });
        await _host.AskAsync(HttpMethod.Delete, $"/v1/tokens/{control.GetProperty("id")}");
        var (status, problem) = await _host.AskAsync(HttpMethod.Get, "/v1/whoami", token: control.GetProperty("key").GetString());
        Assert.Equal((HttpStatusCode.Unauthorized, "this control token is revoked; make a new one"), (status, problem.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task Token_UnknownTeam_Is404WithASuggestion()
    {
        var (status, problem) = await _host.AskAsync(HttpMethod.Post, "/v1/tokens", new { name = "a", team_id = "defult" });
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("no team `defult`; did you mean `default`? teams: `default`. `kt team create defult` makes one", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Token_SameNameTwice_Is409()
    {
        await _host.CreateTokenAsync(new { name = "a" });
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Post, "/v1/tokens", new { name = "a" })).Status);
    }

    [Fact]
    public async Task Token_MistypedField_Is400AndNamesIt()
    {
        var (status, problem) = await _host.AskAsync(HttpMethod.Post, "/v1/tokens", new { name = "a", expire_in = "1h" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("expire_in", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_BadLifetime_Is422() => Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.AskAsync(HttpMethod.Post, "/v1/tokens", new { name = "a", expires_in = "soon" })).Status);

    [Fact]
    public async Task Team_CreatedFromAName_GetsAnId()
    {
        var (status, team) = await _host.AskAsync(HttpMethod.Post, "/v1/teams", new { name = "Search Team" });
        Assert.Equal((HttpStatusCode.Created, "search-team"), (status, team.GetProperty("id").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Post, "/v1/teams", new { id = "search-team" })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.AskAsync(HttpMethod.Post, "/v1/teams", new { id = "Not An Id" })).Status);
    }

    [Fact]
    public async Task Events_AfterACall_AreListedAndShown()
    {
        var key = (await _host.CreateTokenAsync(new { name = "a" })).GetProperty("key").GetString()!;
        using var answer = await _host.CallAsync(key, "write to ada@corp.example.com");
        var request = answer.Headers.GetValues("x-request-id").Single();

        var first = await WaitForEventAsync();

        Assert.Equal(request, first.GetProperty("request_id").GetString());
        Assert.Equal("redact", first.GetProperty("verdict").GetString());
        Assert.Equal(first.ToString(), (await _host.AskAsync(HttpMethod.Get, $"/v1/events/{request}")).Body.ToString());
        Assert.Empty((await _host.AskAsync(HttpMethod.Get, "/v1/events?verdict=block")).Body.GetProperty("data").EnumerateArray());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.AskAsync(HttpMethod.Get, "/v1/events?verdict=blok")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Get, "/v1/events/evt_none")).Status);
    }

    [Fact]
    public async Task Configurations_FirstStart_HaveTheDefaultInForce()
    {
        var (_, gateways) = await _host.AskAsync(HttpMethod.Get, "/v1/gateways");
        var gateway = Assert.Single(gateways.GetProperty("data").EnumerateArray());
        Assert.Equal(("local-gw", "local-gw@1"), (gateway.GetProperty("id").GetString(), gateway.GetProperty("deployed").GetString()));
        var (_, shown) = await _host.AskAsync(HttpMethod.Get, "/v1/configurations/local-gw");
        Assert.Contains("pii-detector", shown.GetProperty("document").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Get, "/v1/configurations/none")).Status);
    }

    [Fact]
    public async Task Planes_RoutesOfTheOther_AreUnknown()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Post, "/v1/chat/completions")).Status);
        using var tokens = await _host.Http.GetAsync(new Uri($"{_host.Gateway}/v1/tokens"));
        Assert.Equal(HttpStatusCode.NotFound, tokens.StatusCode);
        using var console = await _host.Http.GetAsync(new Uri(_host.Gateway));
        Assert.Equal(HttpStatusCode.NotFound, console.StatusCode);
    }

    [Fact]
    public async Task Console_FirstPageOfStrangers_IsStrictAndHelps()
    {
        using var page = await _host.Http.GetAsync(new Uri(_host.Control));
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains($"{_host.Gateway}/v1", html, StringComparison.Ordinal);
        Assert.Contains("kt auth bootstrap", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("unsafe-eval", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(page.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Tail_TokenRevokedMeanwhile_EndsBeforeTheNextEvent()
    {
        var reader = await _host.CreateTokenAsync(new { name = "reader", token_type = "control", team_id = "default", roles = new[] { "viewer" } });
        var key = (await _host.CreateTokenAsync(new { name = "caller" })).GetProperty("key").GetString()!;
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_host.Control}/v1/events/tail");
        request.Headers.Authorization = new("Bearer", reader.GetProperty("key").GetString());
        using var response = await _host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, enough.Token);
        await using var stream = await response.Content.ReadAsStreamAsync(enough.Token);
        await _host.AskAsync(HttpMethod.Post, $"/v1/tokens/{reader.GetProperty("id").GetString()}/revoke");
        using var call = await _host.CallAsync(key);

        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(stream).EnumerateAsync(enough.Token))
        {
            Assert.Fail($"read after the revocation: {item.Data}");
        }
    }

    [Fact]
    public async Task Request_ForeignHostName_IsMisdirected()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _host.Control) { Headers = { Host = "evil.example" } };
        using var response = await _host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
    }

    private async Task<JsonElement> WaitForEventAsync()
    {
        // The tail ends this wait as soon as the event is there.
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_host.Control}/v1/events/tail");
        request.Headers.Authorization = new("Bearer", _host.MachineToken);
        using var response = await _host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, enough.Token);
        await using var stream = await response.Content.ReadAsStreamAsync(enough.Token);
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(stream).EnumerateAsync(enough.Token))
        {
            return JsonElement.Parse(item.Data);
        }

        throw new InvalidOperationException("the tail ended without an event");
    }
}
