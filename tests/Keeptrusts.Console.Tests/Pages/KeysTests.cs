using Keeptrusts.Console.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Keeptrusts.Console.Tests.Pages;

public sealed class KeysTests(Browser browser)
{
    [Fact]
    public async Task Developer_MintsAKey_SeesItOnceTriesItAndRevokesIt()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.PersonAsync(browser, "grace", "default", "developer");
        var page = tab.Page;
        await tab.PressToGoAsync("k");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Access Keys" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the first key" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("<b>my-branch</b>");
        await tab.MustBeCleanAsync("form");
        await page.GetByLabel("Name", new() { Exact = true }).PressAsync("Enter");

        var key = page.Locator("#fresh-key");
        await Expect(key).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^kt_gk_[0-9A-Za-z]{49}$"));
        var text = await key.TextContentAsync();
        await tab.MustBeCleanAsync("fresh key");
        foreach (var language in (string[])["Python", "Node", "cURL", "C#"])
        {
            await page.GetByRole(AriaRole.Tab, new() { Name = language, Exact = true }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync(host.Process.BaseUrl.ToString());
        }

        // Enter sends it, and what was done to it is said beside the answer.
        await page.GetByLabel("Prompt").PressAsync("Enter");
        await Expect(page.GetByText("answered")).ToBeVisibleAsync();
        await Expect(page.Locator("#try-governed")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("Verdict\\s*warn\\s*by pii-detector: warn\\s*See its trace"));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "See its trace" })).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("^/events/req_"));
        await tab.MustBeCleanAsync("first call");
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(key).ToHaveCountAsync(0);
        Assert.DoesNotContain(text!, await page.ContentAsync(), StringComparison.Ordinal);
        await page.ReloadAsync();
        await tab.LiveAsync();
        Assert.DoesNotContain(text!, await page.ContentAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke <b>my-branch</b>" }).ClickAsync();
        await tab.MustBeCleanAsync("confirmation");
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).Last.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Revoke <b>my-branch</b>" })).ToHaveCountAsync(0);
        await tab.MustBeCleanAsync("after revoking");
    }

    [Fact]
    public async Task TwoPeople_InTwoTeams_SeeOnlyTheirOwn()
    {
        await using var host = await ConsoleHost.StartAsync();
        (await host.Process.KtAsync("team", "create", "search")).MustSucceed();
        await host.Process.CreateKeyAsync("default-key");
        await host.Process.CreateKeyAsync("search-key", "search");
        await using var grace = await host.PersonAsync(browser, "grace", "default", "developer");
        await using var linus = await host.PersonAsync(browser, "linus", "search", "viewer");
        await grace.GoAsync("/keys");
        await linus.GoAsync("/keys");
        await Expect(grace.Page.GetByText("default-key")).ToBeVisibleAsync();
        await Expect(grace.Page.GetByText("search-key")).ToHaveCountAsync(0);
        await Expect(linus.Page.GetByText("search-key")).ToBeVisibleAsync();
        await Expect(linus.Page.GetByText("default-key")).ToHaveCountAsync(0);
        await Expect(linus.Page.GetByRole(AriaRole.Button, new() { Name = "New key" })).ToHaveCountAsync(0);
    }
}
