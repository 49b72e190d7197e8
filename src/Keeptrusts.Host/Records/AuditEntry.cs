namespace Keeptrusts.Host.Records;

/// <summary>One change made through the control plane, and who made it.</summary>
internal sealed class AuditEntry
{
    public long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Id of the token that asked, or <c>host</c> for what the start itself does.</summary>
    public required string Actor { get; init; }

    /// <summary>Such as <c>token.create</c>.</summary>
    public required string Action { get; init; }

    public required string ObjectId { get; init; }

    /// <summary>The object before, as JSON; <see langword="null"/> where it was made.</summary>
    public string? Before { get; init; }

    /// <summary>The object after, as JSON; <see langword="null"/> where it was removed.</summary>
    public string? After { get; init; }
}
