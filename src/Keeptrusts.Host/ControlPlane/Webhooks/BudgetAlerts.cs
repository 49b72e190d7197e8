using System.Collections.Concurrent;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Webhooks;

/// <summary>Tells webhooks that a budget refuses calls, from the events of these calls: off the way of any call, and of every gateway.</summary>
internal sealed class BudgetAlerts(IWebhookPublisher webhooks, TimeProvider time)
{
    private const int TooManyRequests = 429;
    private const string Exceeded = "\"error_code\":\"budget_exceeded\"";

    /// <summary>Who is refused once is often refused a thousand times; one message a minute for each key says as much.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _told = new(StringComparer.Ordinal);

    public async Task NoticeAsync(IEnumerable<StoredEvent> events)
    {
        foreach (var refused in events.Where(e => e.Status == TooManyRequests && e.KeyId is not null && e.Json.Contains(Exceeded, StringComparison.Ordinal)))
        {
            var now = time.GetUtcNow();
            if (_told.TryGetValue(refused.KeyId!, out var last) && now - last < Between)
            {
                continue;
            }

            _told[refused.KeyId!] = now;
            await webhooks.PublishAsync(
                WebhookEvents.BudgetExceeded,
                new() { ["event_id"] = refused.Id, ["request_id"] = refused.RequestId, ["team_id"] = refused.TeamId ?? "", ["key_id"] = refused.KeyId! },
                CancellationToken.None);
        }
    }
}
