using System.Net;
using Keeptrusts.Console.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Keeptrusts.Console.Tests.Pages;

/// <summary>What two people decide about each other's wishes.</summary>
public sealed class DecisionTests(Browser browser)
{
    private const string Oversight =
        """
        pack: { name: overseen, version: 1.0.0, enabled: true }
        policies: { chain: [human-oversight, audit-logger] }
        policy:
          human-oversight: { phases: [input], require_human_for: { topics: { deals: [merger] } }, assignee: managers }
          audit-logger: {}
        """;

    [Fact]
    public async Task Escalation_OfOnesCall_IsApprovedByAnotherManagerAndNeverByOneself()
    {
        await using var host = await ConsoleHost.StartAsync(new() { Policy = Oversight });
        await using var mona = await host.PersonAsync(browser, "mona", "default", "manager");
        await using var grace = await host.PersonAsync(browser, "grace", "default", "manager");
        await mona.GoAsync("/escalations");
        await Expect(mona.Page.GetByText("Nothing waits for a decision")).ToBeVisibleAsync();
        await mona.MustBeCleanAsync("no escalations");
        var key = await host.Process.CreateKeyAsync("laptop", "default", "--owner", "grace");
        Assert.Equal(HttpStatusCode.Forbidden, await Calls.SendAsync(host, key.Token, "about the merger <b>bold</b>"));

        // It comes by itself to whoever watches.
        await Expect(mona.Page.Locator("main tbody tr")).ToHaveCountAsync(1);
        await mona.MustBeCleanAsync("escalations");
        await mona.Page.Locator("main tbody a").First.ClickAsync();
        await Expect(mona.Page.Locator("main").GetByRole(AriaRole.Heading, new() { Name = "Decide" })).ToBeVisibleAsync();
        Assert.DoesNotContain("about the merger", await mona.Page.ContentAsync(), StringComparison.Ordinal);
        await mona.Page.GetByRole(AriaRole.Button, new() { Name = "Claim, so that others know" }).ClickAsync();
        await Expect(mona.Page.GetByText("claimed", new() { Exact = true })).ToBeVisibleAsync();
        await mona.Page.GetByRole(AriaRole.Button, new() { Name = "Show what was said" }).ClickAsync();
        await Expect(mona.Page.Locator("pre")).ToContainTextAsync("about the merger <b>bold</b>");
        await mona.MustBeCleanAsync("held content");

        // Whoever made the call neither sees it nor decides.
        await grace.GoAsync(new Uri(mona.Page.Url).PathAndQuery);
        await Expect(grace.Page.GetByText("Only those who are asked to decide may see it.")).ToBeVisibleAsync();
        await Expect(grace.Page.GetByText("nobody decides about their own calls")).ToBeVisibleAsync();
        await Expect(grace.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);

        await mona.Page.GetByLabel("Note").FillAsync("The deal is public");
        await mona.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(mona.Page.GetByText("The deal is public")).ToBeVisibleAsync();
        await Expect(mona.Page.Locator("main pre")).ToHaveCountAsync(0);
        Assert.Equal(HttpStatusCode.OK, await Calls.SendAsync(host, key.Token, "about the merger <b>bold</b>"));
        await mona.MustBeCleanAsync("decided");
    }

    [Fact]
    public async Task Request_BeyondTheTemplate_IsApprovedByAManagerAndTakenByWhoeverAsked()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var grace = await host.PersonAsync(browser, "grace", "default", "developer");
        await using var mona = await host.PersonAsync(browser, "mona", "default", "manager");
        await grace.GoAsync("/keys?new=1");
        await grace.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("<i>long</i>");
        await grace.Page.GetByLabel("Budget in US dollars").FillAsync("100000");
        await grace.Page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        await Expect(grace.Page.GetByText("a manager was asked")).ToBeVisibleAsync();
        await grace.Page.GetByRole(AriaRole.Status).GetByRole(AriaRole.Link, new() { Name = "Approvals" }).ClickAsync();
        await Expect(grace.Page.GetByText("yours; another manager decides")).ToBeVisibleAsync();

        await mona.GoAsync("/approvals");
        await mona.Page.GetByRole(AriaRole.Button, new() { Name = "Decide about <i>long</i>" }).ClickAsync();
        await mona.Page.GetByLabel("Note").FillAsync("for the launch");
        await mona.MustBeCleanAsync("approval");
        await mona.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(mona.Page.GetByText("No request waits")).ToBeVisibleAsync();
        await mona.MustBeCleanAsync("approved");

        // Whoever asked need not look for it: it is there by itself, without a filter.
        await grace.Page.GetByRole(AriaRole.Button, new() { Name = "Take the key <i>long</i>" }).ClickAsync();
        await Expect(grace.Page.Locator("#fresh-key")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^kt_gk_[0-9A-Za-z]{49}$"));
        await grace.MustBeCleanAsync("taken");
    }
}
