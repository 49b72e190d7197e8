using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>Calls that wait for a human, and who is told.</summary>
internal static class EscalationModel
{
    public static void Configure(ModelBuilder model)
    {
        var escalation = model.Entity<Escalation>().ToTable("escalations");
        escalation.HasKey(e => e.Id);
        escalation.HasIndex(e => e.Fingerprint).IsUnique();
        escalation.HasIndex(e => e.Subject);
        escalation.HasIndex(e => new { e.Status, e.CreatedAt });
        escalation.HasIndex(e => e.TeamId);

        model.Entity<HeldContent>().ToTable("held_contents").HasKey(h => new { h.EscalationId, h.Part });

        model.Entity<Webhook>().ToTable("webhooks").HasKey(w => w.Id);
        var delivery = model.Entity<WebhookDelivery>().ToTable("webhook_deliveries");
        delivery.HasKey(d => d.Id);
        delivery.HasIndex(d => d.NextAt);
        delivery.HasIndex(d => d.WebhookId);
    }
}
