using Keeptrusts.Host.Api;
using Keeptrusts.Host.ControlPlane.Audit;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.ControlPlane.Events.Trail;
using Keeptrusts.Host.ControlPlane.Usage;
using Keeptrusts.Host.ControlPlane.Velocity;
using Keeptrusts.Host.ControlPlane.Webhooks;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Host.Storage;

namespace Keeptrusts.Host.Composition;

/// <summary>What happened, who may see it, and the proof that nothing of it was changed: events, usage, the admin audit.</summary>
internal sealed class TrailServices
{
    private readonly EventStore _events;
    private readonly TrailStore _trail;
    private readonly UsageStore _usage;
    private readonly AuditStore _audit;
    private readonly CheckpointKey _key;
    private readonly CheckpointKeeper _checkpoints;
    private readonly EventArrivals _arrivals = new();
    private readonly TimeProvider _time;

    public TrailServices(ControlDatabase database, CheckpointKey key, IWebhookPublisher webhooks, TimeProvider time)
    {
        (_key, _time) = (key, time);
        _events = new(database);
        _trail = new(database);
        _usage = new(database);
        _audit = new(database);
        _checkpoints = new(key, time);
        Intake = new(_events, _trail, _checkpoints, _arrivals, new BudgetAlerts(webhooks, time));
    }

    /// <summary>Where journals ship to, this process's and those of other nodes.</summary>
    public EventIntake Intake { get; }

    /// <summary>What the control plane needs of it.</summary>
    public void AddTo(IServiceCollection services) => services
        .AddSingleton<IEventStore>(_events)
        .AddSingleton<ITrailStore>(_trail)
        .AddSingleton<IUsageStore>(_usage)
        .AddSingleton<IAuditStore>(_audit)
        .AddSingleton(_key)
        .AddSingleton(_arrivals)
        .AddSingleton(Intake)
        .AddSingleton<EventService>()
        .AddSingleton<EventExport>()
        .AddSingleton<UsageService>()
        .AddSingleton<EventTail>()
        .AddSingleton<IApiRoutes, EventEndpoints>()
        .AddSingleton<IApiRoutes, TrailEndpoints>()
        .AddSingleton<VelocityService>()
        .AddSingleton<IApiRoutes, UsageEndpoints>()
        .AddSingleton<IApiRoutes, VelocityEndpoints>()
        .AddSingleton<IApiRoutes, AuditEndpoints>();

    /// <summary>Signs in time, and deletes what is over.</summary>
    /// <param name="retentionDays">Days that events are kept whose policy does not say.</param>
    /// <param name="logs">Where it says what it did.</param>
    public Func<CancellationToken, Task> Upkeep(int? retentionDays, ILoggerFactory logs) =>
        new TrailUpkeep(Intake, new Retention(_trail, _checkpoints, retentionDays, _time), _time, logs.CreateLogger<TrailUpkeep>()).RunAsync;
}
