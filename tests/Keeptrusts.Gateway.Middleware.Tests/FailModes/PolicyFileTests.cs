using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Tests.Embedding;

namespace Keeptrusts.Gateway.Middleware.Tests.FailModes;

/// <summary>A gateway from files alone, whose files go away while it runs.</summary>
public sealed class PolicyFileTests
{
    private const string Ask = """{"model":"echo","messages":[{"role":"user","content":"mail ann@example.com"}]}""";

    private const string Policy = """
        pack: { name: shop, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, audit-logger] }
        policy: { pii-detector: { action: redact } }
        """;

    [Fact]
    public async Task PolicyFile_BrokenThenGoneThenBack_KeepsThePlanAndSaysSo()
    {
        await using var host = await ForeignHost.StartAsync(Policy);
        await File.WriteAllTextAsync(host.PolicyFile, "pack: nonsense", TestContext.Current.CancellationToken);
        await UntilAsync(host, ready => (string?)ready["configuration"] == "rejected" && (string?)ready["in_force"] == "shop@1");
        await AssertGovernedAsync(host);

        File.Delete(host.PolicyFile);
        await UntilAsync(host, ready => (string?)ready["first_diagnostic"] == "policy_file_unreadable");
        await AssertGovernedAsync(host);

        await File.WriteAllTextAsync(host.PolicyFile, "pack: nonsense", TestContext.Current.CancellationToken);
        await UntilAsync(host, ready => ((string?)ready["first_diagnostic"])?.StartsWith("KT", StringComparison.Ordinal) == true);
        await File.WriteAllTextAsync(host.PolicyFile, Policy, TestContext.Current.CancellationToken);
        await UntilAsync(host, ready => ready.AsObject().Count == 1);
        await AssertGovernedAsync(host);
    }

    [Fact]
    public async Task KeyFile_Gone_KeepsTheKeysAndSaysSo()
    {
        await using var host = await ForeignHost.StartAsync(Policy);
        File.Delete(host.KeyFile);
        for (var round = 0; !host.Log.Lines.Any(line => line.Contains("cannot be read", StringComparison.Ordinal)); round++)
        {
            Assert.True(round < 400, "nothing was said");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await AssertGovernedAsync(host);
    }

    private static async Task AssertGovernedAsync(ForeignHost host)
    {
        var answer = await host.CallAsync(Ask);
        Assert.Equal(200, answer.Status);
        Assert.Contains("[EMAIL_ADDRESS]", answer.Body, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(ForeignHost host, Func<JsonNode, bool> says)
    {
        for (var round = 0; ; round++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/ai/readyz");
            request.Headers.Add("X-Own-User", "ann");
            using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var ready = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal("ready", (string?)ready["status"]);
            if (says(ready))
            {
                return;
            }

            Assert.True(round < 400, $"/readyz still says {ready.ToJsonString()}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
