using System.Net;
using Keeptrusts.Host.Api;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Console;

public sealed class SessionTests : IAsyncLifetime
{
    private const string Header = ApiCaller.ConsoleHeader;

    private RunningHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync();
        await _host.MustAsync(HttpMethod.Post, "/v1/users", new { id = "ada", name = "Ada Lovelace", email = "ada@example.org", is_admin = true });
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Api_WithASession_TakesChangesOnlyFromTheConsoleItself()
    {
        using var web = await WebSession.OfAsync(_host, "ada");
        Assert.Equal(HttpStatusCode.OK, await web.AskAsync(HttpMethod.Get, "/v1/teams"));
        Assert.Equal(HttpStatusCode.Forbidden, await web.AskAsync(HttpMethod.Get, "/v1/teams", ("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(HttpStatusCode.Forbidden, await web.AskAsync(HttpMethod.Post, "/v1/auth/bootstrap"));
        Assert.Equal(HttpStatusCode.Forbidden, await web.AskAsync(HttpMethod.Post, "/v1/auth/bootstrap", (Header, "1"), ("Origin", "http://evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await web.AskAsync(HttpMethod.Post, "/v1/auth/bootstrap", (Header, "1"), ("Sec-Fetch-Site", "same-site")));
        Assert.Equal(HttpStatusCode.OK, await web.AskAsync(HttpMethod.Post, "/v1/auth/bootstrap", (Header, "1"), ("Origin", _host.Control)));
        Assert.Equal(HttpStatusCode.Unauthorized, await web.AskAsync(HttpMethod.Get, "/v1/teams", ("Authorization", "Bearer nonsense")));
    }

    [Fact]
    public async Task Form_WithoutItsToken_ChangesNothing()
    {
        using var web = new WebSession(_host);
        using var refused = await web.PostAsync("/signin", "signin", new() { ["Form.Name"] = "ada", ["Form.Password"] = "x" }, withToken: false);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Theory]
    [InlineData("/session/end")]
    [InlineData("/session/team")]
    [InlineData("/setup")]
    public async Task Form_OfASession_WithoutItsToken_ChangesNothing(string path)
    {
        using var web = await WebSession.OfAsync(_host, "ada");
        using var form = new FormUrlEncodedContent([new("_handler", "setup"), new("team", "default"), new("return", "//evil.example")]);
        using var http = new HttpClient(web.Handler, disposeHandler: false);
        using var refused = await http.PostAsync(new Uri(_host.Control + path), form);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await web.AskAsync(HttpMethod.Get, "/v1/teams"));
    }

    [Fact]
    public async Task Upload_BySomebodyWhoIsSignedOut_IsRefused()
    {
        using var web = new WebSession(_host);
        Assert.Equal(HttpStatusCode.Unauthorized, await web.AskAsync(HttpMethod.Post, "/v1/documents", (Header, "1")));
    }

    [Theory]
    [InlineData("/keys")]
    [InlineData("/chat")]
    [InlineData("/signin")]
    public async Task Page_ForAPerson_IsKeptNowhereAndLoadsNothingFromElsewhere(string path)
    {
        using var web = await WebSession.OfAsync(_host, "ada");
        using var page = await web.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.True(page.Headers.CacheControl!.NoStore);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; ", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal(("nosniff", "no-referrer"), (page.Headers.GetValues("X-Content-Type-Options").Single(), page.Headers.GetValues("Referrer-Policy").Single()));
    }

    [Fact]
    public async Task Circuit_OpenedByAnotherSite_IsRefused()
    {
        using var web = await WebSession.OfAsync(_host, "ada");
        Assert.Equal(HttpStatusCode.Forbidden, await web.AskAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", ("Origin", "http://evil.example")));
        Assert.Equal(HttpStatusCode.OK, await web.AskAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", ("Origin", _host.Control)));
    }

    [Fact]
    public async Task Session_OfAUserWhoIsDeactivatedAndLetInAgain_StaysOver()
    {
        using var first = await WebSession.OfAsync(_host, "ada");
        await _host.MustAsync(HttpMethod.Post, "/v1/users/ada/deactivate");
        Assert.Equal(HttpStatusCode.Unauthorized, await first.AskAsync(HttpMethod.Get, "/v1/teams"));
        await _host.MustAsync(HttpMethod.Post, "/v1/users/ada/reactivate");
        Assert.Equal(HttpStatusCode.Unauthorized, await first.AskAsync(HttpMethod.Get, "/v1/teams"));

        // A new password ends every session, too.
        using var second = await WebSession.OfAsync(_host, "ada");
        using var third = await WebSession.OfAsync(_host, "ada");
        Assert.Equal(HttpStatusCode.Unauthorized, await second.AskAsync(HttpMethod.Get, "/v1/teams"));
        Assert.Equal(HttpStatusCode.OK, await third.AskAsync(HttpMethod.Get, "/v1/teams"));
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("Ada Lovelace")]
    [InlineData("ADA@example.org")]
    public async Task SignIn_ByWhatAPersonIsCalled_Works(string name)
    {
        using var invited = await WebSession.OfAsync(_host, "ada");
        using var web = new WebSession(_host);
        using var answer = await web.SignInAsync(name, WebSession.Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("kt_session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task SignIn_WrongNameOrPassword_IsAnsweredAlikeAndThrottled()
    {
        using var invited = await WebSession.OfAsync(_host, "ada");
        foreach (var name in (string[])["ada", "nobody"])
        {
            using var web = new WebSession(_host);
            for (var i = 0; i < 5; i++)
            {
                using var wrong = await web.SignInAsync(name, "not the password");
                Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
                Assert.Contains("do not fit together", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }

            using var throttled = await web.SignInAsync(name, WebSession.Password);
            Assert.Equal(HttpStatusCode.TooManyRequests, throttled.StatusCode);
            Assert.Contains("Too many tries. Wait", await throttled.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("short", "Use at least 12")]
    [InlineData("aaaaaaaaaaaaaaaa", "easy to guess")]
    public async Task SetUp_PasswordThatIsTooWeak_LeavesTheLinkUsable(string password, string said)
    {
        var token = (await _host.MustAsync(HttpMethod.Post, "/v1/users/ada/invite")).Text("link").Split('#')[1];
        using var web = new WebSession(_host);
        using var weak = await web.SetUpAsync(token, password: password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.StatusCode);
        Assert.Contains(said, await weak.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var good = await web.SetUpAsync(token);
        Assert.Equal(HttpStatusCode.Redirect, good.StatusCode);
        using var again = await new WebSession(_host).SetUpAsync(token);
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
    }

    [Fact]
    public async Task Page_ThatIsNotThere_IsAPageForPeopleAndAProblemForTools()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_host.Control}/nothing");
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        using var page = await _host.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        using var problem = await _host.Http.GetAsync(new Uri($"{_host.Control}/nothing"));
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (problem.StatusCode, problem.Content.Headers.ContentType!.MediaType));
    }
}
