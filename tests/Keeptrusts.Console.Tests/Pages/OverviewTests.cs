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
    public async Task Keyboard_PaletteAndHelp_OpenAndLeadSomewhere()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.AdministratorAsync(browser);
        await tab.Page.Keyboard.PressAsync("Control+k");
        await Expect(tab.Page.Locator("#kt-palette")).ToBeVisibleAsync();
        await tab.MustBeCleanAsync("palette");
        await tab.Page.Keyboard.TypeAsync("over");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        await tab.Page.Keyboard.PressAsync("?");
        await Expect(tab.Page.Locator("#kt-help")).ToBeVisibleAsync();
        await tab.MustBeCleanAsync("help");
    }
}
