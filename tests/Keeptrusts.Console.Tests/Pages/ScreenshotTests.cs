using Keeptrusts.Console.Tests.Harness;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Console.Tests.Pages;

/// <summary>
/// Opens every page on a light desktop and a dark phone, with KEEPTRUSTS_LOOKS=all in every look: nothing complains, nothing is wider than the screen, and
/// what it looks like lies in artifacts/screenshots.
/// </summary>
public sealed class ScreenshotTests(Browser browser)
{
    private static readonly string Folder = Path.Combine(RepositoryPaths.Root, "artifacts", "screenshots");

    private static bool AreAll => Environment.GetEnvironmentVariable("KEEPTRUSTS_LOOKS") == "all";

    /// <summary>Pages by what their file is called.</summary>
    private static readonly (string Name, string Path)[] Inside =
    [
        ("overview", "/"), ("chat", "/chat"), ("events", "/events"), ("usage", "/usage?group_by=key"), ("velocity", "/velocity"), ("escalations", "/escalations"), ("approvals", "/approvals"), ("keys", "/keys"), ("keys-new", "/keys?new=1"), ("teams", "/teams"),
        ("team", "/teams/search"), ("budgets", "/budgets"), ("budgets-new", "/budgets?new=team"), ("audit", "/audit"),
        ("templates", "/templates"), ("template", "/templates/standard-prod"), ("template-apply", "/templates/standard-dev?apply=local-gw"), ("template-edit", "/templates/own?edit=1&from=standard-dev"),
        ("configurations", "/configurations"), ("configuration", "/configurations/local-gw"), ("versions", "/configurations/local-gw/versions"),
        ("gateways", "/gateways"), ("gateway", "/gateways/local-gw"),
    ];

    private static readonly (string Name, string Path)[] Empty =
    [
        ("overview-empty", "/"), ("events-empty", "/events"), ("usage-empty", "/usage"), ("keys-empty", "/keys"), ("escalations-empty", "/escalations"), ("approvals-empty", "/approvals"), ("budgets-empty", "/budgets"), ("events-wrong", "/events?since=yesterday"), ("events-none", "/events?verdict=block&key=nobody"),
    ];

    private static readonly (string Name, string Path)[] Outside = [("sign-in", "/signin"), ("setup", "/setup"), ("nothing", "/no-such-page")];

    [Fact]
    public async Task Pages_InEveryLook_AreCleanAndFit()
    {
        Directory.CreateDirectory(Folder);
        await using var host = await ConsoleHost.StartFilledAsync(DemoData.FillAsync);
        await using var first = await host.AdministratorAsync(browser);
        await first.GoAsync("/events?verdict=redact");
        var trace = await first.Page.Locator("main tbody a").First.GetAttributeAsync("href");
        await first.GoAsync("/escalations");
        var escalation = await first.Page.Locator("main tbody a").First.GetAttributeAsync("href");
        var cookies = await first.Context.StorageStateAsync();

        // The looks at once: each waits for the browser most of the time.
        await Task.WhenAll((AreAll ? Look.All : [Look.Desktop, Look.All[^1]]).Select(ShootAllAsync));

        async Task ShootAllAsync(Look look)
        {
            await using var inside = await browser.OpenAsync(host.Url, look, cookies);
            foreach (var (name, path) in Inside.Append(("trace", trace!)).Append(("escalation", escalation!)))
            {
                await ShootAsync(inside, name, path, look);
            }

            await using var outside = await browser.OpenAsync(host.Url, look);
            foreach (var (name, path) in Outside)
            {
                await ShootAsync(outside, name, path, look);
            }
        }
    }

    /// <summary>What a fresh installation shows: nothing, and what to do about it.</summary>
    [Fact]
    public async Task Pages_OfAFreshInstallation_AreCleanAndFit()
    {
        Directory.CreateDirectory(Folder);
        await using var host = await ConsoleHost.StartAsync();
        await using var first = await host.AdministratorAsync(browser);
        var cookies = await first.Context.StorageStateAsync();
        foreach (var look in AreAll ? Look.All : [Look.All[^1]])
        {
            await using var tab = await browser.OpenAsync(host.Url, look, cookies);
            foreach (var (name, path) in Empty)
            {
                await ShootAsync(tab, name, path, look);
            }
        }
    }

    private static async Task ShootAsync(Tab tab, string name, string path, Look look)
    {
        await tab.GoAsync(path);
        if (await tab.Page.Locator(".editor").CountAsync() > 0)
        {
            await tab.EditorAsync();
        }

        await tab.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.{look.Name}.png"), FullPage = true });
        if (name == "nothing")
        {
            tab.TakeComplaints(); // the browser notes the 404
        }

        await tab.MustBeCleanAsync($"{name} {look.Name}");
        var width = await tab.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= look.Width, $"{name} {look.Name}: {width} px wide");
    }
}
