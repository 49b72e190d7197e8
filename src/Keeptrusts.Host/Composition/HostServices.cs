using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Nodes.Counters;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Events.Trail;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Nodes;
using Keeptrusts.Host.ControlPlane.SignIn;
using Keeptrusts.Host.ControlPlane.Templates;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Host.Runtime.Changes;
using Keeptrusts.Host.Runtime.Nodes;
using Keeptrusts.Host.Runtime.Protection;
using Keeptrusts.Host.Storage;

namespace Keeptrusts.Host.Composition;

/// <summary>What both planes share: the stores behind, the snapshots in front.</summary>
internal sealed class HostServices
{
    public HostServices(
        ControlDatabase database, string nodeId, KeyRing ring, TimeProvider time, Func<string, string?> environment, ILoggerFactory logs, IReadOnlyList<LiveTemplate>? templates = null, CheckpointKey? checkpointKey = null)
    {
        NodeId = nodeId;
        Local = new(nodeId);
        Logs = logs;
        Time = time;
        Database = database;
        TokenStore = new(database);
        TeamStore = new(database);
        UserStore = new(database);
        ApprovalStore = new(database);
        IdempotencyStore = new(database);
        Audit = new(time);
        Ring = ring;
        SignInStore = new(database);
        SignInLinks = new(SignInStore, People, Passwords, Audit, time);
        Budgets = new(database, time);
        Configurations = new(GatewayNode.LocalId, Teams);
        Oversight = new(database, ring, time, environment);
        Trail = new(database, checkpointKey ?? CheckpointKey.Create(), Oversight.Webhooks, time);
        Configuring = new(database, Configurations, Tokens, Oversight.Check, Oversight.Variables, Budgets.Prices, templates ?? [], Audit, time, environment);
        Budgets.TemplateBudget = name => Configuring.Library.Find(name)?.Template.SelfService?.KeyBudget is { } budget ? (budget.Usd, budget.Window) : null;
        Chat = new(database, new(Tokens, People, Configuring.Library, Configuring.Directory, time), Addresses);
        var feed = new ChangeFeed(database, time);
        Changes = new(feed, time, logs.CreateLogger<ChangeWatcher>());
        Snapshots.FollowDirectory(Changes, (TokenStore, Tokens), (TeamStore, Teams), (UserStore, People), Configuring.Loader);
        Snapshots.FollowCuts(Changes, feed, Cuts);
        Oversight.Follow(Changes);
        Snapshots.FollowConfigurations(Changes, Configuring.Loader, GatewayNode.LocalId);
        NodeFeed = new(
            Changes, Tokens, Cuts, TeamStore, new GatewayStore(database), Configuring.Store, Configurations, Oversight.Variables, Oversight.SecretDirectory,
            Budgets.ForNodes, () => Oversight.Desk.HoldsAnswers);
        Counters = new(time);
        NodeStore = new(database, new DatabaseClock(database.Provider, time));
        var facts = new NodeFacts(nodeId, GatewayNode.LocalId, null, ProductVersion.Text);
        Pulse = new(NodeStore, Counters, facts, time, logs.CreateLogger<NodePulse>()) { Beat = () => Beat };
        NodeAuthority = database.Provider == DatabaseProvider.Sqlite ? new JoinGate(NodeStore, Pulse, Counters) : NodeStore;
    }

    /// <summary>The identity of this node.</summary>
    public string NodeId { get; }

    public TimeProvider Time { get; }

    /// <summary>The log of what runs beside the planes.</summary>
    public ILoggerFactory Logs { get; }

    public ControlDatabase Database { get; }

    public TokenStore TokenStore { get; }

    public TeamStore TeamStore { get; }

    public UserStore UserStore { get; }

    public SignInStore SignInStore { get; }

    public PasswordBook Passwords { get; } = new();

    /// <summary>One-time links to the console.</summary>
    public SignInLinks SignInLinks { get; }

    /// <summary>What encrypts what is stored, and cookies.</summary>
    public KeyRing Ring { get; }

    public ApprovalStore ApprovalStore { get; }

    public IdempotencyStore IdempotencyStore { get; }

    public AuditTrail Audit { get; }

    public TokenSnapshot Tokens { get; } = new();

    /// <summary>Ends calls of revoked keys.</summary>
    public CutBoard Cuts { get; } = new();

    public TeamSnapshot Teams { get; } = new();

    public PeopleSnapshot People { get; } = new();

    public ConfigurationSnapshot Configurations { get; }

    /// <summary>Budgets, their leases, prices.</summary>
    public BudgetServices Budgets { get; }

    /// <summary>Secrets, escalations, webhooks.</summary>
    public OversightServices Oversight { get; }

    /// <summary>Events, usage, the admin audit.</summary>
    public TrailServices Trail { get; }

    public ConfigurationServices Configuring { get; }

    /// <summary>Conversations and documents.</summary>
    public ChatServices Chat { get; }

    public PlaneAddresses Addresses { get; } = new();

    public ChangeWatcher Changes { get; }

    public LeasedCounters Counters { get; }

    public NodeStore NodeStore { get; }

    /// <summary>The gateway of this process, for its control plane.</summary>
    public LocalNode Local { get; }

    /// <summary>Where other nodes come in.</summary>
    public INodeAuthority NodeAuthority { get; }

    public NodePulse Pulse { get; }

    /// <summary>The nodes that are linked to this process.</summary>
    public NodeLinks Links { get; } = new();

    /// <summary>What they serve by.</summary>
    public NodeFeed NodeFeed { get; }

    // A file has one process; while nobody is linked to it, nobody waits for its pulse.
    private TimeSpan Beat => Database.Provider == DatabaseProvider.PostgreSql || Links.Any ? NodeTimes.Beat : TimeSpan.FromMinutes(1);

    /// <summary>Begins this node's session. A file's only node counts by itself until another comes in.</summary>
    public async Task BeginSessionAsync(CancellationToken cancellationToken)
    {
        await Pulse.BeginAsync(cancellationToken);
        if (Database.Provider == DatabaseProvider.Sqlite && await NodeStore.AloneAsync(NodeId, Pulse.Epoch, cancellationToken) is { } earlier)
        {
            Counters.BeAlone(earlier);
        }
    }

    /// <summary>Fills the snapshots.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await Changes.BeginAsync(cancellationToken);
        Tokens.Load(await TokenStore.LoadAsync(cancellationToken));
        Cuts.Cut(await new ChangeFeed(Database, Time).ObjectsAsync(Records.ChangeTopics.Cut, cancellationToken)); // For nodes that were away meanwhile.
        Teams.Load(await TeamStore.ListAsync(cancellationToken));
        await Budgets.LoadAsync(cancellationToken);
        People.Load(await UserStore.ListAsync(cancellationToken), await TeamStore.MembersAsync(cancellationToken));
        await Oversight.LoadAsync(cancellationToken);
        await Configuring.Loader.LoadGroundsAsync(GatewayNode.LocalId, cancellationToken);
    }
}
