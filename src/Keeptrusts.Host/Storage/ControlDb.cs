using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;
using Keeptrusts.Policy.Plans;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Keeptrusts.Host.Storage;

/// <summary>The control plane's one model; each database has a context of its own, because EF Core keeps migrations by context.</summary>
internal abstract class ControlDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<User> Users => Set<User>();

    public DbSet<Credential> Credentials => Set<Credential>();

    public DbSet<SignInLink> SignInLinks => Set<SignInLink>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<GatewayNode> Gateways => Set<GatewayNode>();

    public DbSet<NodeSession> Sessions => Set<NodeSession>();

    public DbSet<CounterShare> CounterShares => Set<CounterShare>();

    public DbSet<Configuration> Configurations => Set<Configuration>();

    public DbSet<ConfigurationVersion> Versions => Set<ConfigurationVersion>();

    public DbSet<ConfigurationDeployment> Deployments => Set<ConfigurationDeployment>();

    public DbSet<TemplateRecord> Templates => Set<TemplateRecord>();

    public DbSet<Token> Tokens => Set<Token>();

    public DbSet<Approval> Approvals => Set<Approval>();

    public DbSet<Budget> Budgets => Set<Budget>();

    public DbSet<LedgerAccount> Accounts => Set<LedgerAccount>();

    public DbSet<BudgetLease> Leases => Set<BudgetLease>();

    public DbSet<LeaseEpoch> Epochs => Set<LeaseEpoch>();

    public DbSet<PriceOverride> Prices => Set<PriceOverride>();

    public DbSet<StoredEvent> Events => Set<StoredEvent>();

    public DbSet<TraceOpening> TraceOpenings => Set<TraceOpening>();

    public DbSet<ShippingPosition> ShippingPositions => Set<ShippingPosition>();

    public DbSet<Checkpoint> Checkpoints => Set<Checkpoint>();

    public DbSet<UsageDay> Usage => Set<UsageDay>();

    public DbSet<UsageTeamDay> TeamUsage => Set<UsageTeamDay>();

    public DbSet<Escalation> Escalations => Set<Escalation>();

    public DbSet<HeldContent> HeldContents => Set<HeldContent>();

    public DbSet<Secret> Secrets => Set<Secret>();

    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    public DbSet<Webhook> Webhooks => Set<Webhook>();

    public DbSet<WebhookDelivery> Deliveries => Set<WebhookDelivery>();

    public DbSet<Change> Changes => Set<Change>();

    public DbSet<IdempotencyRecord> Idempotency => Set<IdempotencyRecord>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<Conversation> Conversations => Set<Conversation>();

    public DbSet<ConversationTurn> Turns => Set<ConversationTurn>();

    public DbSet<KnowledgeDocument> Documents => Set<KnowledgeDocument>();

    public DbSet<Passage> Passages => Set<Passage>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Alike in both databases: SQLite has no time type that sorts, and plain statements must read what the model writes.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<TimeSpan>().HaveConversion<TimeSpanToTicksConverter>();
        configurationBuilder.Properties<IReadOnlyList<string>>().HaveConversion<JsonListConverter, JsonListConverter.Comparer>();
        configurationBuilder.Properties<KeyKind>().HaveConversion<string>();
        configurationBuilder.Properties<VersionSource>().HaveConversion<string>();
        configurationBuilder.Properties<ApprovalStatus>().HaveConversion<string>();
        configurationBuilder.Properties<EscalationStatus>().HaveConversion<string>();
        configurationBuilder.Properties<BudgetScope>().HaveConversion<string>();
        configurationBuilder.Properties<BudgetWindow>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        DirectoryModel.Configure(modelBuilder);
        GatewayModel.Configure(modelBuilder);
        BudgetModel.Configure(modelBuilder);
        EventModel.Configure(modelBuilder);
        EscalationModel.Configure(modelBuilder);
        ChatModel.Configure(modelBuilder);
    }
}
