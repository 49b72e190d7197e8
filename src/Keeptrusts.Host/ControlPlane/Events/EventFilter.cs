namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>Which events are wanted; an absent field does not confine.</summary>
internal sealed record EventFilter
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;

    /// <summary>Id or name of a key.</summary>
    public string? Key { get; init; }

    public string? Team { get; init; }

    public string? Model { get; init; }

    public string? Verdict { get; init; }

    /// <summary>Name of a policy that fired.</summary>
    public string? Policy { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>The only team whose events the caller may see.</summary>
    public string? Confinement { get; init; }

    public int Limit { get; init; } = DefaultLimit;
}
