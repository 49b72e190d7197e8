namespace Keeptrusts.Host.ControlPlane.Usage;

/// <summary>Which usage is wanted, and in which groups.</summary>
internal sealed record UsageQuery
{
    /// <summary>What groups can be made by.</summary>
    public static IReadOnlyList<string> Dimensions { get; } = ["day", "team", "key", "user", "model", "provider"];

    /// <summary>Some of <see cref="Dimensions"/>, in order.</summary>
    public required IReadOnlyList<string> GroupBy { get; init; }

    /// <summary>The first day, at midnight UTC.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The end, not included; the day that it falls into is whole.</summary>
    public DateTimeOffset? Until { get; init; }

    public string? Team { get; init; }

    public string? Key { get; init; }

    public string? User { get; init; }

    public string? Model { get; init; }

    public string? Provider { get; init; }

    /// <summary>Only these members of a dimension other than the day; at least one.</summary>
    public (string Dimension, IReadOnlyList<string> Members)? Among { get; init; }

    /// <summary>The only team whose usage the caller may see.</summary>
    public string? Confinement { get; init; }
}
