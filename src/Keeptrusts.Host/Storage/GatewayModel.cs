using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>Gateways, what governs them, and how they hear of changes.</summary>
internal static class GatewayModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<GatewayNode>().ToTable("gateways").HasKey(g => g.Id);

        var session = model.Entity<NodeSession>().ToTable("node_sessions");
        session.HasKey(s => new { s.NodeId, s.Epoch });
        session.HasIndex(s => s.EndedAt);

        var share = model.Entity<CounterShare>().ToTable("counter_shares");
        share.HasKey(s => new { s.Key, s.NodeId, s.Epoch });
        share.HasIndex(s => s.EndsAt);

        var configuration = model.Entity<Configuration>().ToTable("configurations");
        configuration.HasKey(c => c.Name);
        configuration.HasMany(c => c.Versions).WithOne().HasForeignKey(v => v.Configuration);

        var version = model.Entity<ConfigurationVersion>().ToTable("configuration_versions");
        version.HasKey(v => new { v.Configuration, v.Revision });
        version.Ignore(v => v.Label);

        var deployment = model.Entity<ConfigurationDeployment>().ToTable("configuration_deployments");
        deployment.HasKey(d => d.Sequence);
        deployment.HasIndex(d => d.Configuration);

        model.Entity<TemplateRecord>().ToTable("templates").HasKey(t => t.Name);
        model.Entity<Change>().ToTable("changes").HasKey(c => c.Sequence);

        model.Entity<Secret>().ToTable("secrets").HasKey(s => s.Name);
        model.Entity<ProtectionKey>().ToTable("protection_keys").HasKey(k => k.Id);
    }
}
