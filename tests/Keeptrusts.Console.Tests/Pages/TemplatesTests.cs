using Keeptrusts.Console.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Keeptrusts.Console.Tests.Pages;

public sealed class TemplatesTests(Browser browser)
{
    [Fact]
    public async Task Administrator_AppliesATemplate_SeesTheDifferenceAndThenItGoverns()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.AdministratorAsync(browser);
        var page = tab.Page;
        await tab.PressToGoAsync("p");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "standard-prod" })).ToBeVisibleAsync();
        await tab.MustBeCleanAsync("templates");

        await page.GetByRole(AriaRole.Link, new() { Name = "Apply… standard-dev" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "local-gw@1 compared with local-gw@2" })).ToContainTextAsync("cost-cap");
        Assert.Equal("local-gw@1", await DeployedAsync(host));
        await tab.MustBeCleanAsync("preview");
        await page.GetByLabel("Note for the list of versions").FillAsync("dev for everybody");
        await page.Button("Put local-gw@2 into force").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Versions of local-gw" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "dev for everybody" })).ToContainTextAsync("in force");
        Assert.Equal("local-gw@2", await DeployedAsync(host));
        await tab.MustBeCleanAsync("after applying");

        await tab.GoAsync("/templates/standard-dev?apply=local-gw");
        await Expect(page.GetByText("is in force there already")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task OwnTemplate_WithHostileText_IsMadeShownHarmlesslyAndRemoved()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.AdministratorAsync(browser);
        var page = tab.Page;
        await tab.GoAsync("/templates");
        await page.Button("New template").ClickAsync();
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToBeFocusedAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("search-prod");
        await page.GetByLabel("Begin with the text of").SelectOptionAsync("rapid-prototype");
        await page.Button("Open the editor").ClickAsync();
        await tab.EditorAsync();
        Assert.Contains("name: search-prod", await tab.DocumentAsync(), StringComparison.Ordinal);

        // A name that is another's is refused, with the text still there.
        await tab.ReplaceTextAsync("pack: { name: other, version: 1.0.0, enabled: true }\npolicies: { chain: [audit-logger] }\npolicy: { audit-logger: {} }\n");
        await page.Button("Save template").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("write the same name in both");

        const string hostile = "<img src=x onerror=alert(1)> \u202egnp.exe";
        await tab.ReplaceTextAsync($"pack:\n  name: search-prod\n  version: 1.0.0\n  enabled: true\n  description: \"{hostile} {new string('x', 3000)}\"\npolicies: {{ chain: [audit-logger] }}\npolicy: {{ audit-logger: {{}} }}\n");
        await tab.MustBeCleanAsync("hostile text in the editor");
        await page.Button("Save template").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What it enforces" })).ToBeVisibleAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("<img src=x onerror=alert(1)> ‹U+202E›gnp.exe");
        Assert.Equal(0, await page.Locator("main img").CountAsync());
        await tab.MustBeCleanAsync("hostile text shown");
        await tab.GoAsync("/templates?q=search");
        await tab.MustBeCleanAsync("hostile text in the list");

        await tab.GoAsync("/templates/search-prod");
        await page.Button("Remove", exact: true).ClickAsync();
        await tab.AnswerAsync("Remove");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Templates", Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "standard-prod" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "search-prod" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Viewer_SeesWhatGoverns_AndMayNotChangeIt()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.PersonAsync(browser, "vera", "default", "viewer");
        await tab.GoAsync("/templates/standard-prod?apply=local-gw");
        await Expect(tab.Page.GetByText("at most 600 requests in 60 s")).ToBeVisibleAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Apply to a gateway" })).ToHaveCountAsync(0);
        await tab.GoAsync("/templates/new-one?edit=1");
        await Expect(tab.Page.Locator(".editor")).ToHaveCountAsync(0);
        await tab.GoAsync("/templates");
        await Expect(tab.Page.Button("New template")).ToHaveCountAsync(0);
        await tab.MustBeCleanAsync("templates of a viewer");

        // The same of gateways and versions.
        await tab.GoAsync("/gateways/local-gw");
        await Expect(tab.Page.GetByText("Connected since")).ToBeVisibleAsync();
        await Expect(tab.Page.Button("Change", exact: true)).ToHaveCountAsync(0);
        await tab.GoAsync("/configurations/local-gw/versions");
        await Expect(tab.Page.GetByRole(AriaRole.Link, new() { Name = "Open" })).ToBeVisibleAsync();
        await Expect(tab.Page.Button("Put into force")).ToHaveCountAsync(0);
    }

    private static async Task<string> DeployedAsync(ConsoleHost host)
    {
        var versions = (await host.Process.KtAsync("gateway", "list", "--json")).MustSucceed().Output;
        return System.Text.RegularExpressions.Regex.Match(versions, @"local-gw@\d+").Value;
    }
}
