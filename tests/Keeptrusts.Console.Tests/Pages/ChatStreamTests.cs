using Keeptrusts.Console.Tests.Harness;
using Keeptrusts.Testing.Upstream;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Keeptrusts.Console.Tests.Pages;

/// <summary>Answers that somebody stops, leaves or looks on at while they are written.</summary>
public sealed class ChatStreamTests(Browser browser)
{
    [Fact]
    public async Task Answer_Stopped_EndsUpstreamStaysAndIsPaidForOnce()
    {
        await using var upstream = await MockUpstream.StartAsync();
        await using var host = await ConsoleHost.StartAsync(ChatPolicies.Of(upstream));
        await using var tab = await host.PersonAsync(browser, "grace", "default", "developer");
        var page = tab.Page;
        await tab.GoAsync("/chat");
        var input = page.GetByLabel("Message", new() { Exact = true });
        await Expect(input).ToBeFocusedAsync();
        upstream.Enqueue(ChatPolicies.Endless, ChatPolicies.Endless);

        // :: By the button
        await page.Keyboard.TypeAsync("Begin");
        await page.Keyboard.PressAsync("Enter");
        var first = page.GetByRole(AriaRole.Article, new() { Name = "Question 1" });
        await Expect(first.Locator(".md")).ToContainTextAsync("word word");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await upstream.Calls[0].Cancelled.WaitAsync(ChatPolicies.Patience);
        await Expect(first.Locator(".answer-head")).ToContainTextAsync("stopped");
        await Expect(first.Locator(".md")).ToContainTextAsync("word word");
        await Expect(first.Locator(".facts-line")).ToBeVisibleAsync();
        await Expect(input).ToBeFocusedAsync();
        await tab.MustBeCleanAsync("stopped");

        // :: By the key, after the last question was fetched again
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(input).ToHaveValueAsync("Begin");
        await page.Keyboard.PressAsync("Enter");
        var second = page.GetByRole(AriaRole.Article, new() { Name = "Question 2" });
        await Expect(second.Locator(".md")).ToContainTextAsync("word word");
        await page.Keyboard.PressAsync("Escape");
        await upstream.Calls[1].Cancelled.WaitAsync(ChatPolicies.Patience);
        await Expect(second.Locator(".answer-head")).ToContainTextAsync("stopped");
        await Expect(second.Locator(".facts-line")).ToBeVisibleAsync();
        await Expect(input).ToBeFocusedAsync();

        // Two calls, each paid for once, as the conversation says.
        var said = await page.Locator(".facts-line summary span:nth-child(2)").AllInnerTextsAsync();
        await page.WaitForFunctionAsync("() => fetch('/v1/events').then(a => a.json()).then(a => a.data.length === 2)");
        var costs = await page.EvaluateAsync<decimal[]>("fetch('/v1/events').then(a => a.json()).then(a => a.data.map(e => e.cost_usd))");
        Assert.Equal(2, costs.Length);
        Assert.All(costs, cost => Assert.True(cost > 0));
        Assert.Equal(2, said.Count);
        Assert.All(said, text => Assert.DoesNotMatch("^\\$0$", text));
        await page.ReloadAsync();
        await tab.LiveAsync();
        await Expect(page.Locator(".answer-head", new() { HasText = "stopped" })).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Answer_BeingWritten_IsSeenInAnotherTabAndSurvivesAReload()
    {
        await using var upstream = await MockUpstream.StartAsync();
        await using var host = await ConsoleHost.StartAsync(ChatPolicies.Of(upstream));
        await using var tab = await host.PersonAsync(browser, "grace", "default", "developer");
        var page = tab.Page;
        await tab.GoAsync("/chat");
        await Expect(page.GetByLabel("Message", new() { Exact = true })).ToBeFocusedAsync();
        upstream.Enqueue(ChatPolicies.Endless);
        await page.Keyboard.TypeAsync("Begin");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".md")).ToContainTextAsync("word word");

        // :: Another tab shows it, and asks nothing beside it
        var other = await tab.Context.NewPageAsync();
        await other.GotoAsync(new Uri(page.Url).PathAndQuery);
        await Expect(other.Locator(".chat[data-ready=true][data-busy=true]")).ToBeVisibleAsync();
        await Expect(other.Locator(".md")).ToContainTextAsync("word word");
        await Expect(other.Locator(".answer-head")).ToContainTextAsync("writing…");

        // :: Whoever asked reloads: the call ends, and both pages show what there is
        await page.ReloadAsync();
        await upstream.Calls[0].Cancelled.WaitAsync(ChatPolicies.Patience);
        foreach (var shown in (IPage[])[page, other])
        {
            await Expect(shown.Locator(".answer-head")).ToContainTextAsync("stopped");
            await Expect(shown.Locator(".md")).ToContainTextAsync("word word");
        }

        // :: Each goes on with what the other said
        foreach (var (asks, number) in new[] { (other, 2), (page, 3) })
        {
            await Expect(asks.Locator(".chat[data-ready=true][data-busy=false]")).ToBeVisibleAsync();
            await asks.GetByLabel("Message", new() { Exact = true }).FillAsync($"Go on {number}");
            await asks.GetByLabel("Message", new() { Exact = true }).PressAsync("Enter");
            await Expect(asks.GetByRole(AriaRole.Article, new() { Name = $"Question {number}" })).ToContainTextAsync("Hello from upstream.");
            await Expect(asks.Locator(".chat[data-busy=false]")).ToBeVisibleAsync();
        }

        await Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(3);
        await Expect(page.GetByRole(AriaRole.Article, new() { Name = "Question 2" })).ToContainTextAsync("Go on 2");
    }
}
