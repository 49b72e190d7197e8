using Keeptrusts.Console.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Keeptrusts.Console.Tests.Pages;

public sealed class AdministrationTests(Browser browser)
{
    [Fact]
    public async Task Administrator_MakesATeamInvitesAPersonSetsABudget_AndTheLogSaysSo()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.AdministratorAsync(browser);
        var page = tab.Page;
        await tab.PressToGoAsync("t");
        await page.GetByRole(AriaRole.Button, new() { Name = "New team" }).ClickAsync();
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToBeFocusedAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Search <Quality>");
        await tab.MustBeCleanAsync("new team");
        await page.GetByLabel("Name", new() { Exact = true }).PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Search <Quality>" })).ToBeVisibleAsync();

        // A person who is not there yet: made, added and invited in one go.
        await page.GetByLabel("Person").FillAsync("Grace Hopper");
        await page.GetByLabel("Person").PressAsync("Enter"); // a heading that gets the focus late must not get the key
        await Expect(page.Locator("#invitation")).ToContainTextAsync("/setup#");
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "Grace Hopper" })).ToBeVisibleAsync();
        await page.GetByLabel("Role of grace-hopper").SelectOptionAsync("manager");
        await Expect(page.GetByText("grace-hopper is manager now")).ToBeVisibleAsync();
        await page.GetByLabel("Any that the gateway allows").UncheckAsync();
        await page.GetByLabel("standard-dev").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved")).ToBeVisibleAsync();
        await tab.MustBeCleanAsync("team");
        await page.GetByRole(AriaRole.Link, new() { Name = "Set one" }).ClickAsync();

        await Expect(page.GetByLabel("Of", new() { Exact = true }).First).ToBeFocusedAsync();
        await page.GetByLabel("Hard cap in US dollars").FillAsync("25");
        await page.GetByLabel("Soft cap in US dollars").FillAsync("30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save budget" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "could never warn" })).ToBeVisibleAsync();
        await page.GetByLabel("Soft cap in US dollars").FillAsync("20");
        await tab.MustBeCleanAsync("budget form");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save budget" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Meter)).ToHaveAttributeAsync("aria-valuetext", "$0 of $25.00 spent");
        await tab.MustBeCleanAsync("budgets");
        var change = page.GetByRole(AriaRole.Button, new() { Name = "Change the budget of" });
        await change.PressAsync("Enter");
        await Expect(page.GetByLabel("Hard cap in US dollars")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(change).ToBeFocusedAsync();

        await tab.GoAsync("/audit?action=budget");
        await Expect(page.Locator("main tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("main tbody")).ToContainTextAsync("Ada");
        await page.Locator("main tbody summary").ClickAsync();
        await Expect(page.Locator(".diff .added").Filter(new() { HasText = "\"hard_cap_usd\": 25" })).ToBeVisibleAsync();
        await tab.MustBeCleanAsync("audit");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        Assert.Contains("budget.set", await File.ReadAllTextAsync((await download.PathAsync())!), StringComparison.Ordinal);
    }
}
