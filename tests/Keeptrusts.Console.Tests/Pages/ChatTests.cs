using System.Text.RegularExpressions;
using Keeptrusts.Console.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Keeptrusts.Console.Tests.Pages;

public sealed partial class ChatTests(Browser browser)
{
    [Fact]
    public async Task Developer_ByKeyboard_SeesARedactionABlockAndTheirReasons()
    {
        await using var host = await ConsoleHost.StartAsync(ChatPolicies.Options);
        await using var tab = await host.PersonAsync(browser, "grace", "default", "developer");
        var page = tab.Page;
        await tab.PressToGoAsync("m");
        var input = page.GetByLabel("Message", new() { Exact = true });
        await Expect(input).ToBeFocusedAsync();
        await tab.MustBeCleanAsync("empty chat");

        // While it is typed, what would be done is said; on the message, what was done.
        await page.Keyboard.TypeAsync("Write to ada@example.org");
        await Expect(page.Locator("#preview")).ToContainTextAsync("pii-detector would redact EMAIL_ADDRESS ada@example.org");
        await page.Keyboard.PressAsync("Shift+Enter");
        await page.Keyboard.TypeAsync("about **lunch**");
        await page.Keyboard.PressAsync("Enter");
        var first = page.GetByRole(AriaRole.Article, new() { Name = "Question 1" });
        await Expect(first.Locator("mark.redact")).ToContainTextAsync("ada@example.org");
        await Expect(first.Locator(".md strong")).ToHaveTextAsync("lunch");
        await Expect(first.Locator(".md")).ToContainTextAsync("[EMAIL_ADDRESS]");
        await Expect(first.Locator(".deeds")).ToContainTextAsync("Question: pii-detector redacted EMAIL_ADDRESS");
        await Expect(page.Locator(".preview .deed")).ToHaveCountAsync(0);
        await Expect(input).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync(Opened());
        await tab.MustBeCleanAsync("redacted");

        await page.Keyboard.TypeAsync("What of Project Falcon?");
        await Expect(page.Locator("#preview")).ToContainTextAsync("secret-projects would block BLOCKED_TERM Project Falcon");
        await page.Keyboard.PressAsync("Enter");
        var second = page.GetByRole(AriaRole.Article, new() { Name = "Question 2" });
        await Expect(second).ToContainTextAsync("Blocked before it left.");
        await Expect(second.Locator("mark.block")).ToContainTextAsync("Project Falcon");
        await Expect(page.Locator("[role=status]", new() { HasText = "was not asked or cut" })).ToBeAttachedAsync();
        await tab.MustBeCleanAsync("blocked");

        // Kept: it is there after a reload, in the list, and searchable by what was answered.
        await page.ReloadAsync();
        await tab.LiveAsync();
        await Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(2);
        var search = page.GetByLabel("Search conversations");
        await Expect(page.Locator(".chat[data-ready=true]")).ToBeVisibleAsync(); // else the page, once it is live, takes the focus to the message
        await search.PressSequentiallyAsync("no such words");
        await Expect(page.GetByText("Nothing fits.")).ToBeVisibleAsync();
        await Expect(search).ToBeFocusedAsync();
        await Expect(search).ToHaveValueAsync("no such words");
        await search.FillAsync("LUNCH");
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Conversations" }).Locator("li")).ToHaveCountAsync(1);
        await Expect(page).ToHaveURLAsync(Searched());
        await page.ReloadAsync();
        await tab.LiveAsync();
        await Expect(search).ToHaveValueAsync("LUNCH");

        await page.GetByLabel("What to do with this conversation").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Expect(page.GetByLabel("Title")).ToBeFocusedAsync();
        await page.GetByLabel("Title").FillAsync("<b>Lunch</b>");
        await page.GetByLabel("Title").PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "<b>Lunch</b>" })).ToBeFocusedAsync();
        await page.GetByLabel("What to do with this conversation").ClickAsync();
        var export = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export as Markdown" }).ClickAsync());
        using var exported = new StreamReader(await export.CreateReadStreamAsync());
        Assert.Contains("about **lunch**", await exported.ReadToEndAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Its questions and answers are erased.", new() { Exact = false })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).Last.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Chat", Exact = true })).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Conversations" }).Locator("li")).ToHaveCountAsync(0);
        await tab.MustBeCleanAsync("after deleting");
    }

    [Fact]
    public async Task ThreeModels_SideBySide_EachSaysWhatItCost()
    {
        await using var host = await ConsoleHost.StartAsync(ChatPolicies.Options);
        await using var tab = await host.PersonAsync(browser, "grace", "default", "developer");
        var page = tab.Page;
        await tab.GoAsync("/chat");
        await Expect(page.GetByLabel("Message", new() { Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("What is for lunch?");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".facts-line")).ToHaveCountAsync(1);

        // In mid-conversation: two more.
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await page.GetByLabel("Message", new() { Exact = true }).FillAsync("Where is lunch?");
        await page.GetByLabel("Message", new() { Exact = true }).PressAsync("Enter");
        var turn = page.GetByRole(AriaRole.Article, new() { Name = "Question 2" });
        foreach (var model in (string[])["echo-large", "echo-medium", "echo-small"])
        {
            var answer = turn.GetByRole(AriaRole.Region, new() { Name = $"Answer of {model}" });
            await Expect(answer).ToContainTextAsync("You said: Where is lunch?");
            await Expect(answer.Locator(".facts-line summary")).ToContainTextAsync("tokens");
            await Expect(answer.Locator(".facts-line summary")).ToContainTextAsync("$0");
            await Expect(answer.Locator(".facts-line summary")).ToContainTextAsync("gateway");
        }

        await tab.MustBeCleanAsync("three models");
    }

    [Fact]
    public async Task TwoPeople_OfOneTeam_SeeOnlyTheirOwn()
    {
        await using var host = await ConsoleHost.StartAsync(ChatPolicies.Options);
        await using var grace = await host.PersonAsync(browser, "grace", "default", "developer");
        await using var linus = await host.PersonAsync(browser, "linus", "default", "manager");
        await grace.GoAsync("/chat");
        await Expect(grace.Page.GetByLabel("Message", new() { Exact = true })).ToBeFocusedAsync();
        await grace.Page.Keyboard.TypeAsync("A thought of mine");
        await grace.Page.Keyboard.PressAsync("Enter");
        await Expect(grace.Page).ToHaveURLAsync(Opened());

        await linus.GoAsync("/chat");
        await Expect(linus.Page.GetByText("No conversations yet", new() { Exact = false })).ToBeVisibleAsync();
        await linus.GoAsync(new Uri(grace.Page.Url).PathAndQuery);
        await Expect(linus.Page.GetByText("There is no such conversation of yours.", new() { Exact = false })).ToBeVisibleAsync();
        Assert.DoesNotContain("A thought of mine", await linus.Page.ContentAsync(), StringComparison.Ordinal);
        await linus.MustBeCleanAsync("another's conversation");
    }

    [GeneratedRegex("[?&]q=LUNCH")]
    private static partial Regex Searched();

    [GeneratedRegex("c=cnv_[0-9a-f]+$")]
    private static partial Regex Opened();
}
