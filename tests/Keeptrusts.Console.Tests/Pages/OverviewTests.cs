using Keeptrusts.Console.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Keeptrusts.Console.Tests.Pages;

public sealed class OverviewTests(Browser browser)
{
    [Fact]
    public async Task Overview_WhileACallIsMade_ShowsItWithoutAReload()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.AdministratorAsync(browser);
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Make the first governed call" })).ToBeVisibleAsync();

        await Calls.MakeAsync(host, 3);

        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Latest calls" })).ToBeVisibleAsync();
        await Expect(tab.Page.Locator("tbody").Last.Locator("tr")).ToHaveCountAsync(3);
        await tab.MustBeCleanAsync("overview with calls");
    }

    [Fact]
    public async Task Failure_OfAPage_IsSaidOnlyOnceItHappens()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.AdministratorAsync(browser);
        var notice = tab.Page.GetByText("This page failed.");
        await Expect(notice).ToBeHiddenAsync();
        await tab.Page.EvaluateAsync("document.getElementById('blazor-error-ui').style.display = 'block'"); // as the framework does
        await Expect(notice).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Keyboard_PaletteAndHelp_OpenAndLeadSomewhere()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.AdministratorAsync(browser);
        await tab.Page.Keyboard.PressAsync("Control+k");
        await Expect(tab.Page.Locator("#kt-palette")).ToBeVisibleAsync();
        await tab.MustBeCleanAsync("palette");
        await tab.Page.Keyboard.TypeAsync("even");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page).ToHaveURLAsync(new Uri(host.Url, "/events").ToString());
        await Expect(tab.Page.Locator("#kt-palette")).ToBeHiddenAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Events" })).ToBeVisibleAsync();
        await tab.Page.Keyboard.PressAsync("?");
        await Expect(tab.Page.Locator("#kt-help")).ToBeVisibleAsync();
        await tab.MustBeCleanAsync("help");
    }
}
