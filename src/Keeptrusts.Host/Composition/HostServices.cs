using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.ControlPlane.Events.Trail;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Host.Storage;

namespace Keeptrusts.Host.Composition;

/// <summary>What both planes share: the stores behind, the snapshots in front.</summary>
internal sealed class HostServices
{
    public HostServices(ControlDatabase database, string nodeId, CheckpointKey checkpointKey, TimeProvider time, Func<string, string?> environment)
    {
        NodeId = nodeId;
        Time = time;
        Database = database;
        TokenStore = new(database);
        TeamStore = new(database);
        GatewayStore = new(database);
        ConfigurationStore = new(database);
        EventStore = new(database);
        TrailStore = new(database);
        CheckpointKey = checkpointKey;
        Checkpoints = new(checkpointKey, time);
        Intake = new(EventStore, TrailStore, Checkpoints, Arrivals);
        Audit = new(time);
        Configurations = new(GatewayNode.LocalId, Teams);
        Secrets = new(Configurations, environment);
        Deployment = new(ConfigurationStore, Configurations, Audit, time, environment);
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

    public TrailStore TrailStore { get; }

    public CheckpointKey CheckpointKey { get; }

    public CheckpointKeeper Checkpoints { get; }

    /// <summary>Where journals ship to.</summary>
    public EventIntake Intake { get; }

    public AuditTrail Audit { get; }

    public TokenSnapshot Tokens { get; } = new();

    public TeamSnapshot Teams { get; } = new();

    public ConfigurationSnapshot Configurations { get; }

    public EnvironmentSecrets Secrets { get; }

    public ConfigurationService Deployment { get; }

    public EventArrivals Arrivals { get; } = new();

    public PlaneAddresses Addresses { get; } = new();

    /// <summary>Fills the snapshots.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        Tokens.Load(await TokenStore.LoadAsync(cancellationToken));
        Teams.Load(await TeamStore.ListAsync(cancellationToken));
    }
}
