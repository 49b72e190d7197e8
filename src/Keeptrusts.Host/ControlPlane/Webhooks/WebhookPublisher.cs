using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Webhooks;

/// <summary>Puts messages into the table from which they are sent.</summary>
internal sealed class WebhookPublisher(IWebhookStore store, WebhookSignal signal, TimeProvider time) : IWebhookPublisher
{
    /// <summary>Most that wait for one webhook: an address that has been away for days must not fill the database.</summary>
    private const int MostWaiting = 1000;

    public async Task PublishAsync(string type, Dictionary<string, string> data, CancellationToken cancellationToken)
    {
        try
        {
            var listening = (await store.ListAsync(cancellationToken)).Where(w => w.Enabled && (w.Events.Count == 0 || w.Events.Contains(type))).ToList();
            if (listening.Count > 0)
            {
                await store.EnqueueAsync([.. listening.Select(webhook => Message(webhook, type, data))], MostWaiting, cancellationToken);
                signal.Set();
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            signal.Fail(type, exception);
        }
    }

    /// <summary>A message to one webhook, whatever it listens to.</summary>
    public async Task<WebhookDelivery> SendAsync(Webhook webhook, string type, Dictionary<string, string> data, CancellationToken cancellationToken)
    {
        var message = Message(webhook, type, data);
        await store.EnqueueAsync([message], MostWaiting, cancellationToken);
        signal.Set();
        return message;
    }

    private WebhookDelivery Message(Webhook webhook, string type, Dictionary<string, string> data)
    {
        var (id, now) = (Identifiers.New("dlv_", time), time.GetUtcNow());
        return new()
        {
            Id = id,
            WebhookId = webhook.Id,
            Event = type,
            Body = JsonSerializer.Serialize(new WebhookMessage(id, type, now, data), ControlJson.Sentences.WebhookMessage),
            NextAt = now,
            CreatedAt = now,
        };
    }
}
