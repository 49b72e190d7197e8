using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>Tables, keys and indexes.</summary>
internal static class ControlModel
{
    private const string NotRevoked = "\"RevokedAt\" IS NULL";

    public static void Configure(ModelBuilder model)
    {
        model.Entity<Organisation>().ToTable("organisations").HasKey(o => o.Id);
        model.Entity<Team>().ToTable("teams").HasKey(t => t.Id);
        model.Entity<GatewayNode>().ToTable("gateways").HasKey(g => g.Id);
        model.Entity<ShippingPosition>().ToTable("shipping_positions").HasKey(p => p.Gateway);
        ConfigureConfigurations(model);
        ConfigureTokens(model);
        ConfigureEvents(model);

        var audit = model.Entity<AuditEntry>().ToTable("admin_audit");
        audit.HasKey(a => a.Sequence);
        audit.HasIndex(a => a.ObjectId);
    }

    private static void ConfigureConfigurations(ModelBuilder model)
    {
        var configuration = model.Entity<Configuration>().ToTable("configurations");
        configuration.HasKey(c => c.Name);
        configuration.HasMany(c => c.Versions).WithOne().HasForeignKey(v => v.Configuration);

        var version = model.Entity<ConfigurationVersion>().ToTable("configuration_versions");
        version.HasKey(v => new { v.Configuration, v.Revision });
        version.Property(v => v.Source).HasConversion<string>();
        version.Ignore(v => v.Label);
    }

    private static void ConfigureTokens(ModelBuilder model)
    {
        var token = model.Entity<Token>().ToTable("tokens");
        token.HasKey(t => t.Id);
        token.HasIndex(t => t.Hash).IsUnique();
        token.HasIndex(t => new { t.TeamId, t.Type, t.Name }).IsUnique().HasFilter(NotRevoked);
        token.HasOne<Team>().WithMany().HasForeignKey(t => t.TeamId);
        token.Property(t => t.Type).HasConversion<string>();
    }

    private static void ConfigureEvents(ModelBuilder model)
    {
        var stored = model.Entity<StoredEvent>().ToTable("events");
        stored.HasKey(e => e.Sequence);
        stored.Property(e => e.Sequence).ValueGeneratedOnAdd();
        stored.Property(e => e.Id).IsRequired();
        stored.HasIndex(e => e.Id).IsUnique();
        stored.HasIndex(e => e.RequestId);
        stored.HasIndex(e => e.Timestamp);
    }
}
