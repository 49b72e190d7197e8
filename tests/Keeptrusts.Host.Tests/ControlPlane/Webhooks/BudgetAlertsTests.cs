using Keeptrusts.Host.ControlPlane.Webhooks;
using Keeptrusts.Host.Records;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Host.Tests.ControlPlane.Webhooks;

public sealed class BudgetAlertsTests
{
    [Fact]
    public async Task Notice_RefusalsOfABudget_AreToldOnceAMinuteForEachKey()
    {
        var time = new FakeTimeProvider();
        var told = new Publisher();
        var alerts = new BudgetAlerts(told, time);
        await alerts.NoticeAsync([Event("key_1", 429, "budget_exceeded"), Event("key_1", 429, "budget_exceeded"), Event("key_2", 429, "budget_exceeded"), Event("key_3", 429, "rate_limit_exceeded"), Event("key_4", 200, "")]);
        Assert.Equal([("budget.exceeded", "key_1"), ("budget.exceeded", "key_2")], told.Messages);
        time.Advance(TimeSpan.FromSeconds(61));
        await alerts.NoticeAsync([Event("key_1", 429, "budget_exceeded")]);
        Assert.Equal(3, told.Messages.Count);
    }

    private static StoredEvent Event(string key, int status, string code) => new()
    {
        Id = $"evt_{key}",
        RequestId = "req_1",
        EventType = "refusal",
        Outcome = "refused",
        Timestamp = DateTimeOffset.UnixEpoch,
        Gateway = "local-gw",
        Chain = "c",
        Position = 1,
        KeyId = key,
        Verdict = "allow",
        ReasonCode = "all_policies_passed",
        Status = status,
        Fired = "",
        Json = $$"""{"status":{{status}},"error_code":"{{code}}"}""",
    };

    private sealed class Publisher : IWebhookPublisher
    {
        public List<(string Type, string Key)> Messages { get; } = [];

        public Task PublishAsync(string type, Dictionary<string, string> data, CancellationToken cancellationToken)
        {
            Messages.Add((type, data["key_id"]));
            return Task.CompletedTask;
        }
    }
}
