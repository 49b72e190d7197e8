using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Nodes.Links;

/// <summary>What a linked node says of itself: it serves on from memory while its control plane is away, but not for ever.</summary>
internal sealed class LinkHealth(ControlLink link, NodePulse pulse, TimeSpan maxStale, TimeProvider time) : IHostHealth
{
    public DateTimeOffset? StaleSince => link.AwaySince is not null && link.HeardAt is var heard && time.GetUtcNow() - heard > maxStale ? heard : null;

    public IReadOnlyList<HealthFact> Facts => link.AwaySince is { } since ? [new("control_plane", "unreachable", since), .. Alone]
        : pulse.AwaySince is { } alone ? [new("database", "unreachable", alone), .. Alone]
        : [];

    private static IReadOnlyList<HealthFact> Alone { get; } =
        [new("budgets", "leases only"), new("rate_limits", "standing shares"), new("events", "kept in the journal")];
}
