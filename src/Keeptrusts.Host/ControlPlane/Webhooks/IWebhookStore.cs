using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Webhooks;

/// <summary>Where webhooks and their messages are kept. A change and its audit entry are one transaction.</summary>
internal interface IWebhookStore
{
    Task<IReadOnlyList<Webhook>> ListAsync(CancellationToken cancellationToken);

    Task<Webhook?> FindAsync(string id, CancellationToken cancellationToken);

    Task AddAsync(Webhook webhook, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Removes one with its messages; <see langword="false"/> where there is none.</summary>
    Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Stores messages, but not beyond what may wait for one webhook.</summary>
    Task EnqueueAsync(IReadOnlyList<WebhookDelivery> deliveries, int mostWaiting, CancellationToken cancellationToken);

    /// <summary>The last messages of a webhook, newest first.</summary>
    Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(string webhookId, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Takes messages that are due. They are due again after a while, so that none is lost with the node that took it; of several nodes one gets each.
    /// </summary>
    Task<IReadOnlyList<WebhookDelivery>> TakeDueAsync(DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellationToken);

    /// <summary>Stores what became of a message.</summary>
    Task SettleAsync(WebhookDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Forgets messages that were done with before a time.</summary>
    Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
