using System.Text.Json;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>What a policy keeps of a call is read one event at a time, and each look is recorded, however it is done.</summary>
public sealed class KeptContentTests
{
    private const string Keeping =
        """
        pack: { name: keeping, version: 1.0.0, enabled: true }
        policies: { chain: [audit-logger] }
        policy:
          audit-logger: { content: full }
        """;

    [Fact]
    public async Task Event_WithKeptContent_TellsItOnlyWhereItIsOpenedAndTheLookIsRecorded()
    {
        using var folder = new TempFolder();
        await using var host = await RunningHost.StartAsync(policyConfig: folder.Write("policy-config.yaml", Keeping));
        var key = (await host.CreateTokenAsync(new { name = "used", token_type = "gateway", team_id = "default", expires_in = "7d" })).Text("key");
        using var call = await host.CallAsync(key, "the \"content\":{ of a marked prompt");
        var request = call.Headers.GetValues("x-request-id").Single();

        var listed = await ListedAsync(host);
        Assert.Equal("""{"mode":"full"}""", listed.GetProperty("content").GetRawText());
        Assert.DoesNotContain("marked prompt", listed.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(await LooksAsync(host));

        var opened = await host.MustAsync(HttpMethod.Get, $"/v1/events/{request}");
        Assert.Contains("marked prompt", opened.GetProperty("content").GetRawText(), StringComparison.Ordinal);
        Assert.Equal([opened.Text("id")], (await LooksAsync(host)).Select(look => look.Text("object")));
    }

    private static async Task<JsonElement> ListedAsync(RunningHost host)
    {
        for (var round = 0; round < 1500; round++)
        {
            if ((await host.MustAsync(HttpMethod.Get, "/v1/events")).GetProperty("data") is var data && data.GetArrayLength() > 0)
            {
                return data[0];
            }

            await Task.Delay(20);
        }

        throw new TimeoutException("the event did not come");
    }

    private static async Task<IReadOnlyList<JsonElement>> LooksAsync(RunningHost host) => [.. (await host.MustAsync(HttpMethod.Get, "/v1/audit?action=event.view")).GetProperty("data").EnumerateArray()];
}
