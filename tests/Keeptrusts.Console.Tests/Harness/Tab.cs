using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Keeptrusts.Console.Tests.Harness;

/// <summary>A browser's tab that takes note of everything the console complains about.</summary>
public sealed class Tab : IAsyncDisposable
{
    private static readonly string[] Serious = ["serious", "critical"];

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public Tab(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add($"{message.Type}: {message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => _complaints.Add($"exception: {error}");
    }

    public IPage Page { get; }

    public IBrowserContext Context => _context;

    /// <summary>What the browser complained about so far; a test that provokes complaints takes them out.</summary>
    public IReadOnlyList<string> TakeComplaints()
    {
        var taken = _complaints.ToList();
        _complaints.Clear();
        return taken;
    }

    /// <summary>Goes to a page and waits until it is live.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await LiveAsync();
    }

    /// <summary>Waits until the page answers to clicks.</summary>
    public Task LiveAsync() => Page.Locator("[data-live=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>Goes to a page by <c>g</c> and its key.</summary>
    public Task PressToGoAsync(string key) => UntilAwayAsync(async () =>
    {
        await Page.Keyboard.PressAsync("g");
        await Page.Keyboard.PressAsync(key);
    });

    /// <summary>Does what leads to another page. Whoever was not heard, since the page was drawn anew or too busy just then, does it again.</summary>
    public async Task UntilAwayAsync(Func<Task> act)
    {
        var from = Page.Url;
        for (var attempt = 0; attempt < 5 && Page.Url == from; attempt++)
        {
            await act();
            try
            {
                await Page.WaitForURLAsync(url => url != from, new() { Timeout = 10_000, WaitUntil = WaitUntilState.Commit });
            }
            catch (TimeoutException)
            {
                // Once more, then.
            }
        }

        Assert.NotEqual(from, Page.Url);
    }

    /// <summary>Axe finds no serious issue, and the browser complained about nothing.</summary>
    public async Task MustBeCleanAsync(string where)
    {
        var found = await Page.RunAxe();
        var issues = found.Violations.Where(v => Serious.Contains(v.Impact)).Select(Describe).ToList();
        Assert.True(issues.Count == 0, $"{where}: {string.Join("\n", issues)}");
        Assert.True(_complaints.Count == 0, $"{where}: {string.Join("\n", _complaints)}");
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private static string Describe(AxeResultItem item) =>
        $"{item.Id} ({item.Impact}): {item.Help}\n{string.Join("\n", item.Nodes.Take(5).Select(n => "    " + n.Html))}";
}
