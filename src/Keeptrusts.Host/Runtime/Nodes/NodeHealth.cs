using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.Runtime.Changes;

namespace Keeptrusts.Host.Runtime.Nodes;

/// <summary>What a node with a database says of itself: where the database is away, it serves on from memory and leases for as long as they last.</summary>
internal sealed class NodeHealth(ChangeWatcher changes, NodePulse pulse) : IHostHealth
{
    public DateTimeOffset? StaleSince => null;

    public IReadOnlyList<HealthFact> Facts => Earlier(changes.DeafSince, pulse.AwaySince) is { } since
        ?
        [
            new("database", "unreachable", since),
            new("budgets", "leases only"),
            new("rate_limits", "standing shares"),
            new("events", "kept in the journal"),
        ]
        : [];

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null ? a : a < b ? a : b;
}
