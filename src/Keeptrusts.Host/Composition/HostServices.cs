using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Host.Runtime.Protection;
using Keeptrusts.Host.Storage;

namespace Keeptrusts.Host.Composition;

/// <summary>What both planes share: the stores behind, the snapshots in front.</summary>
internal sealed class HostServices
{
    public HostServices(ControlDatabase database, string nodeId, KeyRing ring, TimeProvider time, Func<string, string?> environment)
    {
        NodeId = nodeId;
        Time = time;
        Database = database;
        TokenStore = new(database);
        TeamStore = new(database);
        GatewayStore = new(database);
        ConfigurationStore = new(database);
        EventStore = new(database);
        IdempotencyStore = new(database);
        Audit = new(time);
        Budgets = new(database, time);
        Configurations = new(GatewayNode.LocalId, Teams);
        Oversight = new(database, ring, time, environment);
        Deployment = new(ConfigurationStore, Configurations, Audit, time, environment, Oversight.Check, Oversight.Variables);
    }

    /// <summary>The identity of this node.</summary>
    public string NodeId { get; }

    public TimeProvider Time { get; }

    public ControlDatabase Database { get; }

    public TokenStore TokenStore { get; }

    public TeamStore TeamStore { get; }

    public GatewayStore GatewayStore { get; }

    public ConfigurationStore ConfigurationStore { get; }

    public EventStore EventStore { get; }

    public IdempotencyStore IdempotencyStore { get; }

    public AuditTrail Audit { get; }

    public TokenSnapshot Tokens { get; } = new();

    public TeamSnapshot Teams { get; } = new();

    public ConfigurationSnapshot Configurations { get; }

    /// <summary>Budgets, their leases, prices.</summary>
    public BudgetServices Budgets { get; }

    /// <summary>Secrets, escalations, webhooks.</summary>
    public OversightServices Oversight { get; }

    public ConfigurationService Deployment { get; }

    public EventArrivals Arrivals { get; } = new();

    public PlaneAddresses Addresses { get; } = new();

    /// <summary>Fills the snapshots.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        Tokens.Load(await TokenStore.LoadAsync(cancellationToken));
        Teams.Load(await TeamStore.ListAsync(cancellationToken));
        await Budgets.LoadAsync(cancellationToken);
        await Oversight.LoadAsync(cancellationToken);
    }
}
