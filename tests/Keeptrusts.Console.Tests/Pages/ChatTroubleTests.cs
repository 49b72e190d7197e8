using Keeptrusts.Console.Tests.Harness;
using Keeptrusts.Testing.Upstream;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Keeptrusts.Console.Tests.Pages;

/// <summary>Answers that mean harm, connections that break, rights that end.</summary>
public sealed class ChatTroubleTests(Browser browser)
{
    private static readonly string Hostile = string.Join("\n\n",
        "![track](http://tracker.example/a.png) ![x][r] <img src='http://tracker.example/b.png' onerror='document.title=\"gone\"'>",
        "<script>document.title='gone'</script><iframe src='http://tracker.example/c'></iframe><style>body{background:url(http://tracker.example/d)}</style>",
        "[press](javascript:document.title='gone') [data](data:text/html,<script>1</script>) [out](http://outward.example/e)",
        "<form action='http://tracker.example/f'><input name=q></form> &#x202e;desrever &#x3c;b&#x3e; \u202Edesrever too",
        "| a | b |\n|---|---|\n| ![c](http://tracker.example/g.png) | " + new string('W', 400) + " |",
        "> " + new string('x', 2_000),
        "```html\n<img src=http://tracker.example/h.png>" + new string('y', 500) + "\n```",
        "[r]: http://tracker.example/i.png");

    [Fact]
    public async Task Answer_ThatMeansHarm_FetchesNothingRunsNothingAndFitsAPhone()
    {
        await using var upstream = await MockUpstream.StartAsync();
        await using var host = await ConsoleHost.StartAsync(ChatPolicies.Of(upstream));
        await using var tab = await host.PersonAsync(browser, "grace", "default", "developer", Look.All[^1]);
        var page = tab.Page;
        var foreign = new List<string>();
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: not "data" } url && url.Authority != host.Url.Authority)
            {
                foreign.Add(request.Url);
            }
        };
        upstream.Enqueue(new ChatReply { Text = Hostile, Cuts = [7] }, new ChatReply { Text = string.Concat(Enumerable.Repeat("> ", 3_000)) + "deep" });

        await tab.GoAsync("/chat");
        await AskAsync(page, "Show me");
        var answer = page.GetByRole(AriaRole.Article, new() { Name = "Question 1" });
        await Expect(answer.Locator(".facts-line")).ToBeVisibleAsync();
        await Expect(answer.Locator(".md")).ToContainTextAsync("[picture: track]");
        Assert.Equal(0, await page.Locator("main :is(img, script, iframe, style, form[action^=http])").CountAsync());
        await Expect(answer.GetByRole(AriaRole.Link, new() { Name = "out", Exact = true })).ToHaveAttributeAsync("href", "http://outward.example/e");
        Assert.Equal(0, await answer.Locator(".md a:not([href^='http://'][rel='noopener noreferrer nofollow'])").CountAsync());
        Assert.DoesNotContain('\u202E', await page.Locator("body").InnerTextAsync());
        await FitsAsync(page);
        await tab.MustBeCleanAsync("hostile answer");

        // The second is nested deeper than any text is, and the page goes on.
        await AskAsync(page, "And deeper");
        await Expect(page.GetByRole(AriaRole.Article, new() { Name = "Question 2" })).ToContainTextAsync("deep");
        await page.ReloadAsync();
        await tab.LiveAsync();
        await Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(2);
        await FitsAsync(page);
        Assert.NotEqual("gone", await page.TitleAsync());
        Assert.Empty(foreign);
        await tab.MustBeCleanAsync("hostile answers after a reload");
    }

    [Fact]
    public async Task Connection_LostWhileAnAnswerIsWritten_ComesBackToIt()
    {
        await using var upstream = await MockUpstream.StartAsync();
        await using var host = await ConsoleHost.StartAsync(ChatPolicies.Of(upstream));
        await using var tab = await host.PersonAsync(browser, "grace", "default", "developer");
        var page = tab.Page;
        IWebSocketRoute? wire = null;
        var again = new TaskCompletionSource();
        await page.RouteWebSocketAsync("**", socket =>
        {
            socket.ConnectToServer();
            if (wire is not null)
            {
                again.TrySetResult();
            }

            wire = socket;
        });
        upstream.Enqueue(ChatPolicies.Endless);
        await tab.GoAsync("/chat");
        await AskAsync(page, "Begin");
        await Expect(page.Locator(".md")).ToContainTextAsync("word word");

        await wire!.CloseAsync(new() { Code = 3000 });
        await again.Task.WaitAsync(ChatPolicies.Patience);

        // The page is the same, and so is the call: it can be stopped. A new connection is not yet the old page, and what is pressed before is nobody's: a user presses again.
        var cancelled = upstream.Calls[0].Cancelled;
        for (var press = 0; !cancelled.IsCompleted && press < 30; press++)
        {
            await page.EvaluateAsync("() => [...document.querySelectorAll('button')].find(button => button.textContent.trim().startsWith('Stop'))?.click()");
            await Task.WhenAny(cancelled, Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
        }

        await cancelled.WaitAsync(ChatPolicies.Patience);
        await Expect(page.Locator(".answer-head")).ToContainTextAsync("stopped");
        Assert.Single(upstream.Calls);
        await AskAsync(page, "Go on");
        await Expect(page.GetByRole(AriaRole.Article, new() { Name = "Question 2" })).ToContainTextAsync("Hello from upstream.");
    }

    [Fact]
    public async Task User_DeactivatedWhileAnAnswerIsWritten_IsOutAndTheCallEnds()
    {
        await using var upstream = await MockUpstream.StartAsync();
        await using var host = await ConsoleHost.StartAsync(ChatPolicies.Of(upstream));
        await using var tab = await host.PersonAsync(browser, "grace", "default", "developer");
        upstream.Enqueue(ChatPolicies.Endless);
        await tab.GoAsync("/chat");
        await AskAsync(tab.Page, "Begin");
        await Expect(tab.Page.Locator(".md")).ToContainTextAsync("word word");

        (await host.Process.KtAsync("user", "deactivate", "grace")).MustSucceed();

        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await upstream.Calls[0].Cancelled.WaitAsync(ChatPolicies.Patience);
    }

    [Fact]
    public async Task Budget_ThatIsUsedUp_IsSaidWithWhatToDoAndTheQuestionIsKept()
    {
        await using var upstream = await MockUpstream.StartAsync();
        await using var host = await ConsoleHost.StartAsync(ChatPolicies.Of(upstream));
        await using var tab = await host.PersonAsync(browser, "grace", "default", "developer");
        (await host.Process.KtAsync("budget", "set", "--scope", "team", "--id", "default", "--window", "day", "--hard-cap-usd", "0.00001")).MustSucceed();
        await tab.GoAsync("/chat");
        await AskAsync(tab.Page, "Too dear a question");
        var turn = tab.Page.GetByRole(AriaRole.Article, new() { Name = "Question 1" });
        await Expect(turn).ToContainTextAsync("budget");
        await Expect(turn).ToContainTextAsync("Too dear a question");
        Assert.Empty(upstream.Calls);
        await tab.MustBeCleanAsync("a budget that is used up");

        // More of it, and it goes on without a reload.
        (await host.Process.KtAsync("budget", "set", "--scope", "team", "--id", "default", "--window", "day", "--hard-cap-usd", "5")).MustSucceed();
        await AskAsync(tab.Page, "And now");
        await Expect(tab.Page.GetByRole(AriaRole.Article, new() { Name = "Question 2" })).ToContainTextAsync("Hello from upstream.");
    }

    private static async Task AskAsync(IPage page, string question)
    {
        await Expect(page.Locator(".chat[data-ready=true][data-busy=false]")).ToBeVisibleAsync();
        await page.GetByLabel("Message", new() { Exact = true }).FillAsync(question);
        await page.GetByLabel("Message", new() { Exact = true }).PressAsync("Enter");
    }

    private static async Task FitsAsync(IPage page)
    {
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= 380, $"{width} px wide");
    }
}
