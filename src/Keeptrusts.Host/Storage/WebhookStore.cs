using Keeptrusts.Host.ControlPlane.Webhooks;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class WebhookStore(ControlDatabase database) : IWebhookStore
{
    public async Task<IReadOnlyList<Webhook>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Webhooks.AsNoTracking().OrderBy(w => w.Id).ToListAsync(cancellationToken);
    }

    public async Task<Webhook?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Webhooks.AsNoTracking().FirstOrDefaultAsync(w => w.Id == id, cancellationToken);
    }

    public async Task AddAsync(Webhook webhook, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        db.Add(webhook);
        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Webhooks.Where(w => w.Id == id).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return false;
        }

        await db.Deliveries.Where(d => d.WebhookId == id).ExecuteDeleteAsync(cancellationToken);
        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task EnqueueAsync(IReadOnlyList<WebhookDelivery> deliveries, int mostWaiting, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        foreach (var delivery in deliveries)
        {
            if (await db.Deliveries.CountAsync(d => d.WebhookId == delivery.WebhookId && d.NextAt != null, cancellationToken) < mostWaiting)
            {
                db.Add(delivery);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(string webhookId, int limit, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Deliveries.AsNoTracking().Where(d => d.WebhookId == webhookId).OrderByDescending(d => d.Id).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<WebhookDelivery>> TakeDueAsync(DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        var due = await db.Deliveries.AsNoTracking().Where(d => d.NextAt != null && d.NextAt <= now).OrderBy(d => d.NextAt).Take(limit).ToListAsync(cancellationToken);
        var taken = new List<WebhookDelivery>(due.Count);
        foreach (var delivery in due)
        {
            // Whoever moves the time first has it.
            var (until, attempts) = (now + lease, delivery.Attempts + 1);
            if (await db.Deliveries.Where(d => d.Id == delivery.Id && d.NextAt == delivery.NextAt).ExecuteUpdateAsync(
                set => set.SetProperty(d => d.NextAt, until).SetProperty(d => d.Attempts, attempts), cancellationToken) > 0)
            {
                (delivery.NextAt, delivery.Attempts) = (until, attempts);
                taken.Add(delivery);
            }
        }

        return taken;
    }

    public async Task SettleAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        await db.Deliveries.Where(d => d.Id == delivery.Id).ExecuteUpdateAsync(
            set => set
                .SetProperty(d => d.NextAt, delivery.NextAt)
                .SetProperty(d => d.DeliveredAt, delivery.DeliveredAt)
                .SetProperty(d => d.Problem, delivery.Problem),
            cancellationToken);
    }

    public async Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        await db.Deliveries.Where(d => d.NextAt == null && d.CreatedAt < before).ExecuteDeleteAsync(cancellationToken);
    }
}
