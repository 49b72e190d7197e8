using System.ClientModel;
using System.Net;
using System.Text.Json.Nodes;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Budgets;

/// <summary>A key whose budget is spent: typed errors, readable messages, nothing sent upstream, no retry storm.</summary>
public sealed class BudgetTests : IClassFixture<BudgetTests.CappedGateway>
{
    private const decimal HardCap = 0.02m;

    private readonly CappedGateway _gateway;

    public BudgetTests(CappedGateway gateway)
    {
        _gateway = gateway;
        _gateway.Upstream.Reset();
        // Output costs 0.01 dollars per 1,000 tokens: four such answers leave too little for a fifth.
        _gateway.Upstream.Reply = new ChatReply { CompletionTokens = 250 };
    }

    [Fact]
    public async Task Calls_UntilTheCap_AreRefusedWithTypedErrorsInBothSdks()
    {
        await SpendAllAsync();
        var before = _gateway.Upstream.Calls.Count;

        var node = await NodePrograms.RunAsync(_gateway.Host.BaseUrl, _gateway.Key.Token, "chat");
        var streamed = await NodePrograms.RunAsync(_gateway.Host.BaseUrl, _gateway.Key.Token, "stream");
        var clients = new OpenAiClients(_gateway.Host.BaseUrl, _gateway.Key.Token);
        var dotnet = await Assert.ThrowsAsync<ClientResultException>(() => clients.Client.GetChatClient("gpt-4o").CompleteChatAsync("Hello."));

        foreach (var error in new[] { node["error"]!, streamed["error"]! })
        {
            Assert.Equal(("RateLimitError", 429, "insufficient_quota", "budget_exceeded"),
                ((string?)error["class"], (int?)error["status"], (string?)error["type"], (string?)error["code"]));
        }

        Assert.Equal((1, 1), ((int)node["attempts"]!, (int)streamed["attempts"]!));
        Assert.Equal(429, dotnet.Status);
        Assert.Contains("budget_exceeded", dotnet.Message, StringComparison.Ordinal);
        // This SDK heeds no x-should-retry; its own three retries are all that may be.
        Assert.InRange(clients.Attempts, 1, 4);
        Assert.Equal(before, _gateway.Upstream.Calls.Count);
    }

    [Fact]
    public async Task Refusal_OfASpentBudget_SaysWhatIsSpentAndWhenItResets()
    {
        await SpendAllAsync();

        using var response = await _gateway.PostAsync(Requests.Chat(), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("false", response.Headers.GetValues("x-should-retry").Single());
        Assert.False(response.Headers.Contains("Retry-After"));
        var budget = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!["budget"]!.AsObject();
        Assert.Equal(("key", "total", HardCap), ((string?)budget["scope"], (string?)budget["window"], (decimal)budget["hard_cap_usd"]!));
        Assert.InRange((decimal)budget["spent_usd"]!, 0.0001m, HardCap);
        Assert.Equal(0, (decimal)budget["reserved_usd"]!);
        Assert.True(budget.ContainsKey("resets_at"));
    }

    /// <summary>Calls until the budget refuses; returns how many were served.</summary>
    private async Task<int> SpendAllAsync()
    {
        for (var served = 0; served < 20; served++)
        {
            using var response = await _gateway.PostAsync(Requests.Chat(), TestContext.Current.CancellationToken);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return served;
            }

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Fail("Twenty calls passed a budget that pays for a few.");
        return 0;
    }

    /// <summary>A gateway with a small hard cap per key.</summary>
    public sealed class CappedGateway : GovernedGateway
    {
        internal override string Policy(Uri upstream) => Policies.Capped(upstream, HardCap.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
