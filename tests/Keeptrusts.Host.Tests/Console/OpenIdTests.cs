using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Console;

/// <summary>Sign-in by a real provider, over the network, with the redirects that a browser follows.</summary>
public sealed class OpenIdTests : IAsyncLifetime
{
    private OpenIdProvider _provider = null!;
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await OpenIdProvider.StartAsync();
        _host = await RunningHost.StartAsync(with: settings => settings with
        {
            Oidc = new()
            {
                Authority = _provider.Url,
                ClientId = OpenIdProvider.ClientId,
                ClientSecret = OpenIdProvider.ClientSecret,
                Groups = [new("ai-admins", null, "admin"), new("search-devs", "search", "developer"), new("search-leads", "search", "manager")],
            },
        });
        await _host.AddTeamAsync("search");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task SignIn_NewPerson_IsMadeWithWhatTheirGroupsGive()
    {
        var who = await SignInAsync("s-1", "grace", groups: ["search-devs", "search-leads", "unrelated"]);
        Assert.Equal(("Grace Hopper", "search", "manager"), (who.Text("name"), who.Text("team_id"), who.GetProperty("roles")[0].GetString()));
        var admin = await SignInAsync("s-2", "ada", groups: ["ai-admins"]);
        Assert.Equal("admin", admin.GetProperty("roles")[0].GetString());
    }

    [Fact]
    public async Task SignIn_AgainWithOtherGroups_ChangesTeamAndRights()
    {
        await SignInAsync("s-1", "grace", groups: ["ai-admins"]);
        var demoted = await SignInAsync("s-1", "grace-renamed", groups: ["search-devs"]);
        Assert.Equal(("grace", "search", "developer"), (demoted.Text("user"), demoted.Text("team_id"), demoted.GetProperty("roles")[0].GetString()));
        var (status, _) = await AskAsync("s-1", "grace", []);
        Assert.Equal(HttpStatusCode.Forbidden, status); // signed in, in no team
    }

    [Fact]
    public async Task SignIn_NameOfSomebodyElse_IsAnotherPerson()
    {
        await _host.MustAsync(HttpMethod.Post, "/v1/users", new { id = "ada", is_admin = true, email = "ada@example.org" });
        using var local = await WebSession.OfAsync(_host, "ada");
        var who = await SignInAsync("s-9", "ada", email: "ada@example.org", groups: ["search-devs"]);
        Assert.Equal("ada-2", who.Text("user"));
    }

    [Theory]
    [InlineData(true, "linus")]
    [InlineData(false, "linus-2")]
    public async Task SignIn_AddressOfAnInvitedUser_IsTiedToThemOnlyWhenVerified(bool verified, string expected)
    {
        await _host.MustAsync(HttpMethod.Post, "/v1/users", new { id = "linus", email = "linus@example.org" });
        var who = await SignInAsync("s-3", "linus", email: "linus@example.org", verified: verified, groups: ["search-devs"]);
        Assert.Equal(expected, who.Text("user"));
    }

    [Fact]
    public async Task SignIn_DeactivatedOrDenied_IsToldSo()
    {
        await SignInAsync("s-1", "grace", groups: ["search-devs"]);
        await _host.MustAsync(HttpMethod.Post, "/v1/users/grace/deactivate");
        Assert.Contains("This account is deactivated", await PageAsync("s-1", "grace", ["search-devs"]), StringComparison.Ordinal);
        _provider.Person = [];
        using var http = Client();
        Assert.Contains("did not work or was cancelled", await http.GetStringAsync(new Uri("/session/provider", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_TokenThatIsNotForThis_LetsNobodyIn()
    {
        var now = DateTimeOffset.UtcNow;
        (string Wrong, Action<JsonObject> Alter, OpenIdProvider.Signer SignedBy)[] cases =
        [
            ("issuer", token => token["iss"] = "http://127.0.0.1:9/", default),
            ("audience", token => token["aud"] = "another-application", default),
            ("nonce", token => token["nonce"] = "of-another-sign-in", default),
            ("no nonce", token => token.Remove("nonce"), default),
            ("expired", token => token["exp"] = now.AddMinutes(-6).ToUnixTimeSeconds(), default),
            ("not yet valid", token => token["nbf"] = now.AddMinutes(10).ToUnixTimeSeconds(), default),
            ("no expiry", token => token.Remove("exp"), default),
            ("no subject", token => token.Remove("sub"), default),
            ("another subject than the user info", token => token["sub"] = "s-2", default),
            ("signed by a stranger", _ => { }, OpenIdProvider.Signer.Stranger),
            ("not signed", token => token.Remove("at_hash"), OpenIdProvider.Signer.Nobody),
        ];
        foreach (var each in cases)
        {
            (_provider.Alter, _provider.SignedBy) = (each.Alter, each.SignedBy);
            using var http = Client();
            Assert.True((await PageAsync("s-1", "grace", ["ai-admins"], http: http)).Contains("did not work or was cancelled", StringComparison.Ordinal), each.Wrong);
            using var asked = await http.GetAsync(new Uri("/v1/whoami", UriKind.Relative));
            Assert.True(asked.StatusCode == HttpStatusCode.Unauthorized, each.Wrong);
        }

        Assert.DoesNotContain("grace", (await _host.MustAsync(HttpMethod.Get, "/v1/users")).GetRawText(), StringComparison.Ordinal);
        (_provider.Alter, _provider.SignedBy) = (_ => { }, default);
        await SignInAsync("s-1", "grace", groups: ["search-devs"]); // Signed anew and nothing changed: what was refused was refused for what it was.
    }

    [Fact]
    public async Task SignIn_ClocksApartByMinutes_LetsIn()
    {
        var now = DateTimeOffset.UtcNow;
        _provider.Alter = token => (token["iat"], token["nbf"], token["exp"]) =
            (now.AddMinutes(3).ToUnixTimeSeconds(), now.AddMinutes(3).ToUnixTimeSeconds(), now.AddMinutes(8).ToUnixTimeSeconds());
        await SignInAsync("s-1", "grace", groups: ["search-devs"]);
        _provider.Alter = token => token["exp"] = now.AddMinutes(-3).ToUnixTimeSeconds();
        await SignInAsync("s-1", "grace", groups: ["search-devs"]);
    }

    // Somebody who lets another browser follow the end of their own sign-in would make its owner work in the wrong account.
    [Fact]
    public async Task Callback_OfAnotherBrowser_LetsNobodyIn()
    {
        _provider.Person = new() { ["sub"] = ["s-1"], ["preferred_username"] = ["grace"], ["groups"] = ["search-devs"] };
        using var mine = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(_host.Control) };
        using var start = await mine.GetAsync(new Uri("/session/provider", UriKind.Relative));
        using var consent = await mine.GetAsync(start.Headers.Location);
        var callback = consent.Headers.Location!;
        Assert.Equal("/signin/provider", callback.AbsolutePath);

        using var other = Client();
        Assert.Contains("did not work or was cancelled", await other.GetStringAsync(callback), StringComparison.Ordinal);
        using var asked = await other.GetAsync(new Uri("/v1/whoami", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);

        using var back = await mine.GetAsync(callback);
        Assert.DoesNotContain("problem", back.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var replayed = await other.GetAsync(callback);
        Assert.Contains("did not work or was cancelled", await replayed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> SignInAsync(string subject, string name, string[] groups, string? email = null, bool verified = true)
    {
        var (status, who) = await AskAsync(subject, name, groups, email, verified);
        Assert.True(status == HttpStatusCode.OK, who);
        return JsonElement.Parse(who);
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string subject, string name, string[] groups, string? email = null, bool verified = true)
    {
        using var http = Client();
        await PageAsync(subject, name, groups, email, verified, http);
        using var answer = await http.GetAsync(new Uri("/v1/whoami", UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> PageAsync(string subject, string name, string[] groups, string? email = null, bool verified = true, HttpClient? http = null)
    {
        _provider.Person = new() { ["sub"] = [subject], ["preferred_username"] = [name], ["name"] = ["Grace Hopper"], ["groups"] = groups };
        if (email is not null)
        {
            _provider.Person["email"] = [email];
            _provider.Person["email_verified"] = [verified ? "true" : "false"];
        }

        using var own = http is null ? Client() : null;
        using var page = await (http ?? own!).GetAsync(new Uri("/session/provider", UriKind.Relative));
        return await page.Content.ReadAsStringAsync();
    }

    private HttpClient Client() => new(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = new(_host.Control) };
}
