using Keeptrusts.Console.Tests.Harness;
using Keeptrusts.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Keeptrusts.Console.Tests.Pages;

public sealed class ZShots(Browser browser)
{
    [Fact]
    public async Task Shots()
    {
        await using var host = await ConsoleHost.StartAsync(ChatPolicies.Options);
        await using var tab = await host.PersonAsync(browser, "grace", "default", "developer");
        var page = tab.Page;
        await tab.GoAsync("/chat");
        var input = page.GetByLabel("Message", new() { Exact = true });
        await Expect(page.Locator(".chat[data-ready=true]")).ToBeVisibleAsync();
        async Task Say(string text, int n)
        {
            await input.FillAsync(text);
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".facts-line")).ToHaveCountAsync(n);
        }
        await Say("Draft a short note to ada@example.org about the **launch**. Steps:\n\n1. Pick a date\n2. Tell everybody\n\n| who | what |\n|---|---|\n| Ada | code |\n\n```csharp\nConsole.WriteLine(\"hello\");\n```\n\nSee https://example.org/x and [bad](javascript:alert(1)).", 1);
        await Say("What about Project Falcon?", 2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Say("Where do we have lunch on Friday, and who is coming along?", 5);
        await input.FillAsync("Ask bob@example.com or +44 20 7946 0958 about Project Falcon");
        await Expect(page.Locator(".preview .deed")).Not.ToHaveCountAsync(0);
        var url = page.Url;
        var cookies = await tab.Context.StorageStateAsync();
        foreach (var look in Look.All)
        {
            await using var other = await browser.OpenAsync(host.Url, look, cookies);
            await other.GoAsync("/chat");
            await Expect(other.Page.Locator(".chat[data-ready=true]")).ToBeVisibleAsync();
            await other.Page.ScreenshotAsync(new() { Path = $"/tmp/wt/chat-tmp/empty.{look.Name}.png" });
            await other.MustBeCleanAsync(look.Name);
            await other.GoAsync(new Uri(url).PathAndQuery);
            await Expect(other.Page.Locator(".chat[data-ready=true]")).ToBeVisibleAsync();
            await other.Page.GetByLabel("Message", new() { Exact = true }).FillAsync("Ask bob@example.com or +44 20 7946 0958 about Project Falcon");
            await Expect(other.Page.Locator(".preview .deed")).Not.ToHaveCountAsync(0);
            await other.Page.ScreenshotAsync(new() { Path = $"/tmp/wt/chat-tmp/end.{look.Name}.png" });
            await other.Page.Locator(".facts-line").First.Locator("summary").ClickAsync();
            await other.Page.Locator(".transcript").EvaluateAsync("e => e.scrollTop = 0");
            await other.Page.ScreenshotAsync(new() { Path = $"/tmp/wt/chat-tmp/top.{look.Name}.png" });
            await other.MustBeCleanAsync(look.Name);
            Assert.True(await other.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= look.Width);
        }
    }
}
