using System.Text.RegularExpressions;
using Keeptrusts.Console.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Keeptrusts.Console.Tests.Pages;

public sealed class EventsTests(Browser browser)
{
    [Fact]
    public async Task Events_WhileCallsAreMade_ComeByThemselvesWaitForAReaderAndOpenTheirTrace()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.AdministratorAsync(browser);
        var page = tab.Page;
        await tab.PressToGoAsync("e");
        await Expect(page.GetByText("No calls yet")).ToBeVisibleAsync();
        await tab.MustBeCleanAsync("no events");

        // One comes by itself.
        await Calls.MakeAsync(host, 1, "first");
        await Expect(Rows(page)).ToHaveCountAsync(1);

        // While somebody points at the table, what is read stays where it is.
        await Rows(page).First.HoverAsync();
        await Calls.MakeAsync(host, 2, "second");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Show 2 new" })).ToBeVisibleAsync();
        await Expect(Rows(page)).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show 2 new" }).ClickAsync();
        await Expect(Rows(page)).ToHaveCountAsync(3);

        // Paused, nothing comes until it goes on.
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeVisibleAsync();
        await Calls.MakeAsync(host, 1, "third");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Show 1 new" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(Rows(page)).ToHaveCountAsync(4);
        await tab.MustBeCleanAsync("events");

        // Filters are in the address, and a wrong one says what is right.
        await page.GetByLabel("Key: name or id").FillAsync("second");
        await page.GetByLabel("Key: name or id").PressAsync("Enter");
        await Expect(Rows(page)).ToHaveCountAsync(2);
        await Expect(page).ToHaveURLAsync(new Regex("key=second"));
        await tab.GoAsync("/events?since=yesterday");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("neither a time");

        // The trace, by keyboard.
        await tab.GoAsync("/events?key=first");
        await tab.UntilAwayAsync(() => page.Locator("tbody a").First.PressAsync("Enter"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Timeline" })).ToBeVisibleAsync();
        await Expect(page.Locator(".timeline")).ToContainTextAsync("pii-detector");
        await Expect(page.GetByText("EMAIL_ADDRESS")).ToHaveCountAsync(1);
        await Expect(page.GetByText("Nothing of it is kept")).ToBeVisibleAsync();
        Assert.DoesNotContain("ada@example.org", await page.ContentAsync(), StringComparison.Ordinal);
        await tab.MustBeCleanAsync("trace");
    }

    [Fact]
    public async Task Csv_OfTheFilteredList_IsDownloadedUnderTheSession()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.AdministratorAsync(browser);
        await Calls.MakeAsync(host, 2, "=1+1");
        await tab.GoAsync("/events?verdict=redact");
        await Expect(Rows(tab.Page)).ToHaveCountAsync(2);
        var download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync((await download.PathAsync())!);
        Assert.Equal(3, lines.Length);
        Assert.All(lines.Skip(1), line => Assert.Contains(",'=1+1,", line, StringComparison.Ordinal));

        await tab.GoAsync("/usage?group_by=key");
        await Expect(tab.Page.Locator("tbody").Last).ToContainTextAsync("=1+1");
        await tab.MustBeCleanAsync("usage");
        download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        lines = await File.ReadAllLinesAsync((await download.PathAsync())!);
        Assert.Contains(",'=1+1,2,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_KeptByThePolicy_IsShownAfterAClickThatIsRecorded()
    {
        await using var host = await ConsoleHost.StartAsync(new() { Policy = KeepsContent });
        await using var tab = await host.AdministratorAsync(browser);
        await Calls.MakeAsync(host, 1, content: "<script>alert(1)</script> \u202Egnihton");
        await tab.GoAsync("/events");
        await Rows(tab.Page).First.WaitForAsync();
        await tab.Page.Locator("tbody a").First.ClickAsync();
        await Expect(tab.Page.GetByText("is recorded in the audit log")).ToBeVisibleAsync();
        Assert.DoesNotContain("gnihton", await tab.Page.ContentAsync(), StringComparison.Ordinal);

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Show what was said" }).ClickAsync();

        await Expect(tab.Page.GetByText("<script>alert(1)</script> ‹U+202E›gnihton", new() { Exact = true })).ToBeVisibleAsync();
        await tab.MustBeCleanAsync("content");
        var answer = await tab.Page.EvaluateAsync<string>("fetch('/v1/audit?action=event.view').then(r => r.text())");
        Assert.Contains("\"actor\":\"user:ada\"", answer, StringComparison.Ordinal);
    }

    private const string KeepsContent =
        """
        pack: { name: test, version: 1.0.0, enabled: true }
        policies: { chain: [audit-logger] }
        policy:
          audit-logger: { content: full }
        """;

    private static ILocator Rows(IPage page) => page.Locator("main tbody tr");
}
