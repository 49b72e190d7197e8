using Keeptrusts.Console.Tests.Harness;

namespace Keeptrusts.Console.Tests.Pages;

/// <summary>Names that want to be more than names are shown as what they are, on every page, on a narrow screen.</summary>
public sealed class HostileTextTests(Browser browser)
{
    private const string Script = "<script>document.title='gone'</script>";
    private const string Image = "<img src=x onerror=\"document.title='gone'\">\u202Edlrow";
    private static readonly string Long = "=" + new string('W', 60) + "\u202Ednuora denrut\u2066";

    [Fact]
    public async Task Names_WithScriptDirectionAndLength_DoNothingAnywhere()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var tab = await host.AdministratorAsync(browser, Look.All[2]);
        (await host.Process.KtAsync("team", "create", "odd", "--name", Image)).MustSucceed();
        await Calls.MakeAsync(host, 1, Script, model: Image);
        await Calls.MakeAsync(host, 1, Long, model: new string('m', 300) + "\u202Exedni");
        await host.Process.CreateKeyAsync(Image, "odd", "--budget", "5");
        await tab.GoAsync("/events");
        await tab.Page.Locator("main tbody tr").Nth(1).WaitForAsync();
        var traces = await tab.Page.Locator("main tbody a").EvaluateAllAsync<string[]>("links => links.map(a => a.getAttribute('href'))");

        foreach (var path in (string[])[
            "/", "/events", .. traces, "/usage?group_by=key", "/usage?group_by=model", "/keys", "/teams", "/teams/odd", "/budgets", "/audit", "/escalations?status=all", "/approvals?status=all", "/velocity",
            $"/events?model={Uri.EscapeDataString(Image)}", $"/events?verdict={Uri.EscapeDataString(Script)}", $"/usage?group_by={Uri.EscapeDataString(Script)}",
        ])
        {
            await tab.GoAsync(path);
            Assert.Empty(tab.TakeComplaints()); // what axe says of these pages, other tests ask
            Assert.NotEqual("gone", await tab.Page.TitleAsync());
            Assert.Equal(0, await tab.Page.Locator("main :is(img, script)").CountAsync());
            Assert.DoesNotContain('\u202E', await tab.Page.Locator("body").InnerTextAsync());
            var width = await tab.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(width <= 380, $"{path}: {width} px wide");
        }
    }
}
