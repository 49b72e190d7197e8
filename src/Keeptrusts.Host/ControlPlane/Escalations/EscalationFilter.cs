using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Escalations;

/// <summary>Which escalations.</summary>
internal sealed record EscalationFilter
{
    public const int MaxLimit = 200;

    /// <summary>Empty: any.</summary>
    public IReadOnlyList<EscalationStatus> Statuses { get; init; } = [];

    public string? Team { get; init; }

    /// <summary>The team to which the caller is confined; <see langword="null"/>: none.</summary>
    public string? Confinement { get; init; }

    /// <summary>The caller's user id, who also sees what they are to decide in other teams.</summary>
    public string? Assignee { get; init; }

    /// <summary>Only those before this id, which sorts by time.</summary>
    public string? Before { get; init; }

    public int Limit { get; init; } = 50;
}
