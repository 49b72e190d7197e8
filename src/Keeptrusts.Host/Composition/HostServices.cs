using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Templates;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Host.Runtime.Protection;
using Keeptrusts.Host.Storage;

namespace Keeptrusts.Host.Composition;

/// <summary>What both planes share: the stores behind, the snapshots in front.</summary>
internal sealed class HostServices
{
    public HostServices(ControlDatabase database, string nodeId, KeyRing ring, TimeProvider time, Func<string, string?> environment, IReadOnlyList<LiveTemplate>? templates = null)
    {
        NodeId = nodeId;
        Time = time;
        Database = database;
        TokenStore = new(database);
        TeamStore = new(database);
        EventStore = new(database);
        IdempotencyStore = new(database);
        Audit = new(time);
        Configurations = new(GatewayNode.LocalId, Teams);
        Oversight = new(database, ring, time, environment);
        Configuring = new(database, Configurations, Tokens, Oversight.Check, Oversight.Variables, templates ?? [], Audit, time, environment);
    }

    /// <summary>The identity of this node.</summary>
    public string NodeId { get; }

    public TimeProvider Time { get; }

    public ControlDatabase Database { get; }

    public TokenStore TokenStore { get; }

    public TeamStore TeamStore { get; }

    public EventStore EventStore { get; }

    public IdempotencyStore IdempotencyStore { get; }

    public AuditTrail Audit { get; }

    public TokenSnapshot Tokens { get; } = new();

    public TeamSnapshot Teams { get; } = new();

    public ConfigurationSnapshot Configurations { get; }

    /// <summary>Secrets, escalations, webhooks.</summary>
    public OversightServices Oversight { get; }

    public ConfigurationServices Configuring { get; }

    public EventArrivals Arrivals { get; } = new();

    public PlaneAddresses Addresses { get; } = new();

    /// <summary>Fills the snapshots.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        Tokens.Load(await TokenStore.LoadAsync(cancellationToken));
        Teams.Load(await TeamStore.ListAsync(cancellationToken));
        await Oversight.LoadAsync(cancellationToken);
        await Configuring.Loader.LoadGroundsAsync(GatewayNode.LocalId, cancellationToken);
    }
}
