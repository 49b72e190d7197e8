using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>What happened, and the proof that nothing of it was changed.</summary>
internal static class EventModel
{
    public static void Configure(ModelBuilder model)
    {
        var stored = model.Entity<StoredEvent>().ToTable("events");
        stored.HasKey(e => e.Sequence);
        stored.Property(e => e.Sequence).ValueGeneratedOnAdd();
        stored.HasIndex(e => e.Id).IsUnique();
        stored.HasIndex(e => e.RequestId);
        stored.HasIndex(e => new { e.Timestamp, e.Sequence });
        stored.HasIndex(e => new { e.Fired, e.Sequence });
        stored.HasIndex(e => new { e.Chain, e.Position });
        stored.HasIndex(e => new { e.Chain, e.Sequence });
        stored.HasIndex(e => new { e.TeamId, e.Sequence });
        stored.HasIndex(e => new { e.KeyId, e.Sequence });
        stored.HasIndex(e => new { e.KeyName, e.Sequence });
        stored.HasIndex(e => new { e.UserId, e.Sequence });
        stored.HasIndex(e => new { e.Model, e.Sequence });
        stored.HasIndex(e => new { e.Provider, e.Sequence });
        stored.HasIndex(e => new { e.Gateway, e.Sequence });
        stored.HasIndex(e => new { e.Verdict, e.Sequence });
        stored.HasIndex(e => new { e.ReasonCode, e.Sequence });
        stored.HasIndex(e => new { e.Outcome, e.Sequence });

        var opening = model.Entity<TraceOpening>().ToTable("trace_openings");
        opening.HasKey(o => o.EventId);
        opening.HasIndex(o => o.CalledAt);

        model.Entity<ShippingPosition>().ToTable("shipping_positions").HasKey(p => p.Journal);

        var checkpoint = model.Entity<Checkpoint>().ToTable("checkpoints");
        checkpoint.HasKey(c => c.Sequence);
        checkpoint.HasIndex(c => new { c.Chain, c.Position });

        var usage = model.Entity<UsageDay>().ToTable("usage_days");
        usage.HasKey(u => new { u.Day, u.TeamId, u.KeyId, u.UserId, u.Model, u.Provider });

        var rollup = model.Entity<UsageTeamDay>().ToTable("usage_team_days");
        rollup.HasKey(u => new { u.Day, u.TeamId, u.Model, u.Provider });
    }
}
