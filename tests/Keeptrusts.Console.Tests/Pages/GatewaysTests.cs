using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Keeptrusts.Console.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Keeptrusts.Console.Tests.Pages;

public sealed class GatewaysTests(Browser browser)
{
    [Fact]
    public async Task Gateway_OfThisHost_IsShownWithItsTargetsAndChanged()
    {
        const string policy =
            """
            pack: { name: local-gw, version: 1.0.0, enabled: true }
            providers:
              targets:
                - { id: near, provider: echo, models: [near-model] }
                - { id: far, provider: openai-compatible, base_url: "http://127.0.0.1:9/v1", models: [far-model] }
            policies: { chain: [audit-logger] }
            policy: { audit-logger: {} }
            """;
        await using var host = await ConsoleHost.StartAsync(new() { Policy = policy });
        await using var tab = await host.AdministratorAsync(browser);
        var page = tab.Page;
        await tab.PressToGoAsync("g");
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "local-gw" })).ToContainTextAsync("serving");
        await tab.MustBeCleanAsync("gateways");
        await page.GetByRole(AriaRole.Link, new() { Name = "local-gw", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "near" })).ToContainTextAsync("no trouble seen");
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "far" })).ToContainTextAsync("openai-compatible");
        await tab.MustBeCleanAsync("gateway");

        // A call that fails tells, while the page stands.
        var key = await host.Process.CreateKeyAsync();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Token);
        using var failed = await http.PostAsJsonAsync(new Uri(host.Process.Url, "/v1/chat/completions"), new { model = "far-model", messages = new[] { new { role = "user", content = "hello" } } });
        Assert.False(failed.IsSuccessStatusCode);
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "far" })).ToContainTextAsync("failed");
        await page.GetByRole(AriaRole.Link, new() { Name = "Its events" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/events"));
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "near" })).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "far-model" })).ToBeVisibleAsync();
        await tab.GoAsync("/gateways/local-gw");

        await page.Button("Change", exact: true).ClickAsync();
        await Expect(page.GetByLabel("Configuration", new() { Exact = true })).ToBeFocusedAsync();
        await page.GetByLabel("Environment").FillAsync("prod <b>");
        await page.GetByLabel("Any", new() { Exact = true }).UncheckAsync();
        await page.GetByLabel("standard-dev").CheckAsync();
        await tab.MustBeCleanAsync("change of a gateway");
        await page.Button("Save", exact: true).ClickAsync();
        await Expect(page.GetByText("prod <b>")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Facts")).ToContainTextAsync("standard-dev");

        await tab.GoAsync("/gateways");
        await page.Button("New gateway").ClickAsync();
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToBeFocusedAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("edge");
        await page.Button("Make gateway").ClickAsync();
        await Expect(page.GetByText("Nobody serves as this gateway")).ToBeVisibleAsync();
        await Expect(page.Locator("main pre")).ToContainTextAsync("--gateway edge");
        await tab.MustBeCleanAsync("gateway without a process");
    }
}
