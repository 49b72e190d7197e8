using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>The control plane's database.</summary>
internal sealed class ControlDb(DbContextOptions<ControlDb> options) : DbContext(options)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<GatewayNode> Gateways => Set<GatewayNode>();

    public DbSet<Configuration> Configurations => Set<Configuration>();

    public DbSet<ConfigurationVersion> Versions => Set<ConfigurationVersion>();

    public DbSet<Token> Tokens => Set<Token>();

    public DbSet<StoredEvent> Events => Set<StoredEvent>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<ShippingPosition> ShippingPositions => Set<ShippingPosition>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        // SQLite has no time type that sorts; ticks of UTC do.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => ControlModel.Configure(modelBuilder);
}
