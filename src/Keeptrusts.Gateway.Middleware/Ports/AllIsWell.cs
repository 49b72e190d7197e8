namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>A host that needs nobody.</summary>
internal sealed class AllIsWell : IHostHealth
{
    public DateTimeOffset? StaleSince => null;

    public IReadOnlyList<HealthFact> Facts => [];
}
