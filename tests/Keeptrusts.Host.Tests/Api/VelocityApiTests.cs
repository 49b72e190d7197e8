using System.Text.Json;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>The figures of velocity are worked out of what happened.</summary>
public sealed class VelocityApiTests
{
    private const string Blocking =
        """
        pack: { name: strict, version: 1.0.0, enabled: true }
        policies: { chain: [dlp-filter, audit-logger] }
        policy:
          dlp-filter: { blocked_terms: [falcon], action: block }
          audit-logger: {}
        """;

    [Fact]
    public async Task Report_AfterKeysCallsAndChanges_SaysWhatHappened()
    {
        using var folder = new TempFolder();
        await using var host = await RunningHost.StartAsync(policyConfig: folder.Write("policy-config.yaml", Blocking));
        await host.AddTeamAsync("search");
        var key = (await host.CreateTokenAsync(new { name = "used", token_type = "gateway", team_id = "search", expires_in = "7d" })).Text("key");
        await host.CreateTokenAsync(new { name = "idle", token_type = "gateway", team_id = "search", expires_in = "7d" });
        using var passed = await host.CallAsync(key);
        using var blocked = await host.CallAsync(key, "about the falcon");
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, blocked.StatusCode);
        var incident = blocked.Headers.GetValues("x-request-id").Single();

        // Linted before, and not.
        var changed = Blocking.Replace("falcon", "eagle", StringComparison.Ordinal);
        await host.MustAsync(HttpMethod.Post, "/v1/lint", new { document = changed });
        await host.MustAsync(HttpMethod.Post, "/v1/configurations/local-gw/versions", new { document = changed });
        await host.MustAsync(HttpMethod.Post, "/v1/configurations/local-gw/versions", new { document = changed + "\n# unseen\n" });

        var report = await WaitAsync(host, r => r.GetProperty("traces").GetProperty("incidents").GetInt64() == 1 && r.GetProperty("first_call").GetProperty("used").GetInt32() == 1);
        Assert.Equal(0, report.GetProperty("traces").GetProperty("opened").GetInt32());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("traces").GetProperty("median_seconds").ValueKind);
        Assert.Equal((2, 1), (report.GetProperty("lint").GetProperty("changes").GetInt32(), report.GetProperty("lint").GetProperty("linted").GetInt32()));
        Assert.Equal(2, report.GetProperty("first_call").GetProperty("keys").GetInt32());
        Assert.Equal([1, 0, 0, 0, 0, 1], report.GetProperty("first_call").GetProperty("distribution").EnumerateArray().Select(d => d.GetProperty("count").GetInt32()));
        var team = report.GetProperty("onboarding").GetProperty("teams").EnumerateArray().Single(t => t.Text("team") == "search");
        Assert.True(team.GetProperty("first_call_at").GetDateTimeOffset() >= team.GetProperty("first_key_at").GetDateTimeOffset());

        // Whoever opens the trace of an incident first counts; of other calls nobody does.
        await host.MustAsync(HttpMethod.Get, $"/v1/events/{incident}");
        await host.MustAsync(HttpMethod.Get, $"/v1/events/{incident}");
        await host.MustAsync(HttpMethod.Get, $"/v1/events/{passed.Headers.GetValues("x-request-id").Single()}");
        report = await host.MustAsync(HttpMethod.Get, "/v1/velocity");
        Assert.Equal(1, report.GetProperty("traces").GetProperty("opened").GetInt32());
        Assert.InRange(report.GetProperty("traces").GetProperty("median_seconds").GetDouble(), 0, 600);

        // Another team's people see nothing of it.
        var stranger = await host.AddPersonAsync("eve", "default", "viewer");
        report = await host.MustAsync(HttpMethod.Get, "/v1/velocity", token: stranger);
        Assert.Equal((0, 0), (report.GetProperty("first_call").GetProperty("keys").GetInt32(), report.GetProperty("traces").GetProperty("opened").GetInt32()));
        Assert.DoesNotContain("search", report.ToString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> WaitAsync(RunningHost host, Func<JsonElement, bool> wanted)
    {
        for (var round = 0; round < 1000; round++)
        {
            if (await host.MustAsync(HttpMethod.Get, "/v1/velocity?since=1d") is var report && wanted(report))
            {
                return report;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException("the figures did not come");
    }
}
