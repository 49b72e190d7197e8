using System.Net;
using System.Text.Json;
using Keeptrusts.Host.Tests.Running;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Host.Tests.Console;

/// <summary>A call that failed at the provider does not look like one that went well, and is found.</summary>
public sealed class FailedCallTests
{
    [Fact]
    public async Task FailedCall_OfAProvider_IsFoundByItsOutcomeAndLinkedFromEachFigure()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var folder = new TempFolder();
        var policy = folder.Write("p.yaml", $$"""
            pack: { name: failing, version: 1.0.0, enabled: true }
            providers: { targets: [{ id: mock, provider: openai-compatible, base_url: "{{upstream.BaseUrl}}" }] }
            policies: { chain: [audit-logger] }
            policy: { audit-logger: {} }
            """);
        await using var host = await RunningHost.StartAsync(policyConfig: policy);
        var key = (await host.CreateTokenAsync(new { name = "k" })).Text("key");
        Assert.Equal(HttpStatusCode.OK, (await host.CallAsync(key)).StatusCode);
        upstream.Enqueue(HttpReply.Error(500, "boom", "server_error"));
        Assert.Equal(HttpStatusCode.InternalServerError, (await host.CallAsync(key)).StatusCode);

        var failed = Assert.Single(await EventsAsync(host));
        Assert.Equal((500, "failed", "allow"), (failed.GetProperty("status").GetInt32(), failed.Text("outcome"), failed.Text("verdict")));
        var (status, problem) = await host.AskAsync(HttpMethod.Get, "/v1/events?outcome=broken");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("outcome: `broken` is none of completed, refused, cancelled, cut, failed", problem.Text("detail"));

        await host.MustAsync(HttpMethod.Post, "/v1/users", new { id = "ada", is_admin = true });
        using var web = await WebSession.OfAsync(host, "ada");
        var page = await PageAsync(web, "/events?outcome=failed");
        Assert.Contains(failed.Text("id"), page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"badge bad\">failed</span>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(failed.Text("id"), await PageAsync(web, "/events?outcome=completed"), StringComparison.Ordinal);
        Assert.Contains("failed, status 500", await PageAsync(web, $"/events/{failed.Text("id")}"), StringComparison.Ordinal);
        Assert.Contains("href=\"/events?outcome=failed&since=14d\"", await PageAsync(web, "/"), StringComparison.Ordinal);
        Assert.Contains("href=\"/events?outcome=failed&since=30d&team=default\"", await PageAsync(web, "/usage"), StringComparison.Ordinal);
        Assert.Contains("href=\"/events?outcome=failed&since=30d\"", await PageAsync(web, "/velocity"), StringComparison.Ordinal);
    }

    private static async Task<List<JsonElement>> EventsAsync(RunningHost host)
    {
        // An event is there a moment after its call.
        for (var tries = 0; ; tries++)
        {
            var found = (await host.MustAsync(HttpMethod.Get, "/v1/events?outcome=failed")).GetProperty("data").EnumerateArray().ToList();
            if (found.Count > 0 || tries == 300)
            {
                return found;
            }

            await Task.Delay(100);
        }
    }

    private static async Task<string> PageAsync(WebSession web, string path)
    {
        using var response = await web.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }
}
