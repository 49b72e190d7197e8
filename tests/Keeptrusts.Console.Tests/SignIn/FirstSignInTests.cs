using Keeptrusts.Console.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Keeptrusts.Console.Tests.SignIn;

public sealed class FirstSignInTests(Browser browser)
{
    [Fact]
    public async Task FirstLink_OpenedOnce_MakesAnAdministratorWhoCanComeBack()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.AdministratorAsync(browser);
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        Assert.DoesNotContain("#", tab.Page.Url, StringComparison.Ordinal);
        await tab.MustBeCleanAsync("overview");

        // Out, and in again by the password.
        await tab.Page.GetByLabel("Account of Ada").ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await tab.MustBeCleanAsync("sign-in");
        await tab.SignInAsync("ada", "not the password");
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("do not fit together");
        tab.TakeComplaints(); // the browser notes the 401
        await tab.SignInAsync("ada", ConsoleHost.Password);
        await tab.LiveAsync();

        // The link is used up, for everybody.
        await using var other = await browser.OpenAsync(host.Url);
        await other.Page.GotoAsync(host.FirstLink);
        await Expect(other.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("used already");
        Assert.DoesNotContain(host.FirstLink[^43..], await other.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bootstrap_AfterTheFirstLink_VoidsItAndLetsTheSameAdministratorSetANewPassword()
    {
        await using var host = await ConsoleHost.StartAsync();
        var first = host.FirstLink;
        var again = (await host.Process.KtAsync("auth", "bootstrap")).MustSucceed().Output;
        await using var tab = await browser.OpenAsync(host.Url);
        await tab.Page.GotoAsync(first);
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("used already");
        tab.TakeComplaints();
        await tab.SetUpAsync(again.Split('\n').Select(l => l.Trim()).First(l => l.StartsWith("http", StringComparison.Ordinal)), "Ada");
        await tab.MustBeCleanAsync("overview");
    }

    [Fact]
    public async Task SignOutEverywhere_InOneBrowser_EndsTheSessionOfTheOther()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var here = await host.AdministratorAsync(browser);
        await using var there = await browser.OpenAsync(host.Url);
        await there.Page.GotoAsync("/signin");
        await there.SignInAsync("ada", ConsoleHost.Password);
        await there.LiveAsync();
        var stolen = await there.Page.Context.CookiesAsync();

        await here.Page.GetByLabel("Account of Ada").ClickAsync();
        await here.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
        await Expect(here.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await Expect(there.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();

        // A copy of the cookie opens nothing, and the password makes a new session.
        await using var thief = await browser.OpenAsync(host.Url);
        await thief.Page.Context.AddCookiesAsync(stolen.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = host.Url.AbsoluteUri }));
        await thief.Page.GotoAsync("/keys");
        await Expect(thief.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await here.SignInAsync("ada", ConsoleHost.Password);
        await here.LiveAsync();
        Assert.Contains("user.sign_out", await here.Page.EvaluateAsync<string>("fetch('/v1/audit').then(r => r.text())"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeactivatedUser_WithAnOpenPage_IsOutWithinSeconds()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.PersonAsync(browser, "grace", "default", "developer");
        (await host.Process.KtAsync("user", "deactivate", "grace")).MustSucceed();
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }
}
