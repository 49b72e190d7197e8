using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.Api;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Escalations;
using Keeptrusts.Host.ControlPlane.Protection;
using Keeptrusts.Host.ControlPlane.Secrets;
using Keeptrusts.Host.ControlPlane.Webhooks;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Host.Runtime.Changes;
using Keeptrusts.Host.Runtime.Protection;
using Keeptrusts.Host.Runtime.Webhooks;
using Keeptrusts.Host.Storage;

namespace Keeptrusts.Host.Composition;

/// <summary>What is encrypted, who decides about calls, and who is told: secrets, escalations, webhooks.</summary>
internal sealed class OversightServices
{
    private readonly TimeProvider _time;
    private readonly SecretStore _secretStore;
    private readonly EscalationStore _escalationStore;
    private readonly EscalationSignals _signals = new();
    private readonly WebhookStore _webhookStore;
    private readonly WebhookSignal _webhookSignal = new();
    private readonly WebhookPublisher _publisher;
    private readonly AddressRules _addresses;
    private readonly KeyRing _ring;

    public OversightServices(ControlDatabase database, KeyRing ring, TimeProvider time, Func<string, string?> environment)
    {
        (_time, _ring) = (time, ring);
        _secretStore = new(database);
        _escalationStore = new(database);
        _webhookStore = new(database);
        _addresses = new(environment(AddressRules.Variable));
        _publisher = new(_webhookStore, _webhookSignal, time);
        SecretDirectory = new(ring);
        Secrets = new HostSecrets(SecretDirectory, Variables, environment);
        Check = new(SecretDirectory, Variables);
        Keys = new(_secretStore, ring, time);
        ContentKeys = new ContentKeys(Keys);
        Desk = new EscalationDesk(GatewayNode.LocalId, _escalationStore, ring, Keys, _signals, _publisher, time);
    }

    /// <summary>The variables that configurations may use.</summary>
    public EnvironmentAllowList Variables { get; } = new();

    /// <summary>The secrets in memory.</summary>
    public SecretSnapshot SecretDirectory { get; }

    /// <summary>For the gateway: a target's secret, where it may go.</summary>
    public ISecretSource Secrets { get; }

    /// <summary>For whoever deploys: what a document's secrets lack.</summary>
    public SecretCheck Check { get; }

    /// <summary>Keys of the organisation.</summary>
    public OrganisationKeys Keys { get; }

    /// <summary>For the gateway: the key of the hashes of texts in events.</summary>
    public IContentKeySource ContentKeys { get; }

    /// <summary>For the gateway: where humans decide.</summary>
    public IEscalationDesk Desk { get; }

    /// <summary>Tells webhooks what happens.</summary>
    public IWebhookPublisher Webhooks => _publisher;

    /// <summary>Fills the snapshots.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken) => SecretDirectory.Load(await _secretStore.LoadAsync(cancellationToken));

    /// <summary>Hears of secrets that other nodes change.</summary>
    public void Follow(ChangeWatcher changes) => Snapshots.FollowSecrets(changes, _secretStore, SecretDirectory);

    /// <summary>What the control plane needs of it.</summary>
    public void AddTo(IServiceCollection services) => services
        .AddSingleton<IContentBox>(_ring)
        .AddSingleton<ISecretStore>(_secretStore)
        .AddSingleton<ISecretDirectory>(SecretDirectory)
        .AddSingleton<IEscalationStore>(_escalationStore)
        .AddSingleton<IWebhookStore>(_webhookStore)
        .AddSingleton<IWebhookPublisher>(_publisher)
        .AddSingleton(_publisher)
        .AddSingleton(_signals)
        .AddSingleton(_addresses)
        .AddSingleton(Protection(_ring.Place))
        .AddSingleton<SecretService>()
        .AddSingleton<OwnCalls>()
        .AddSingleton<EscalationService>()
        .AddSingleton<WebhookService>()
        .AddSingleton<IApiRoutes, SecretEndpoints>()
        .AddSingleton<IApiRoutes, EscalationEndpoints>()
        .AddSingleton<IApiRoutes, WebhookEndpoints>();

    /// <summary>The work behind the scenes: each loop ends when it is told to.</summary>
    public IEnumerable<Func<CancellationToken, Task>> Loops(ILoggerFactory logs)
    {
        yield return new EscalationSweeper(_escalationStore, _signals, _time, logs.CreateLogger<EscalationSweeper>()).RunAsync;
        yield return async cancellationToken =>
        {
            using var sender = new WebhookSender(_webhookStore, _webhookSignal, _ring, _addresses, _time, logs.CreateLogger<WebhookSender>());
            await sender.RunAsync(cancellationToken);
        };
    }

    private static ProtectionView Protection(KeyRingPlace place) => new(
        place.Kind switch
        {
            KeyRingKind.Database => "database",
            KeyRingKind.Outside => "outside",
            _ => "data_folder",
        },
        place.Folder);
}
