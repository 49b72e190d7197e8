namespace Keeptrusts.Host.Records;

/// <summary>A call that waits for a human's decision. What was said stands apart, in <see cref="HeldContent"/>.</summary>
internal sealed class Escalation
{
    public required string Id { get; init; }

    /// <summary>Keyed hash over key lineage, configuration version, phase and governed request.</summary>
    public required string Subject { get; init; }

    /// <summary>Subject and policy while it counts, so that the same wish is one escalation; <see langword="null"/> once it is over or used up.</summary>
    public string? Fingerprint { get; set; }

    public required string TeamId { get; init; }

    public required string KeyId { get; init; }

    public required string KeyName { get; init; }

    /// <summary>First key of the rotation chain; an approval is good for all of it.</summary>
    public required string LineageId { get; init; }

    /// <summary>The key's owner, who may not decide.</summary>
    public string? Owner { get; init; }

    public required string Gateway { get; init; }

    public required string RequestId { get; init; }

    public required string Policy { get; init; }

    public required string Kind { get; init; }

    public required string Phase { get; init; }

    public required string ReasonCode { get; init; }

    /// <summary>Types of what was found, never what it was.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Further policies that have to be asked about the same answer, as JSON; <see langword="null"/>: none.</summary>
    public string? Others { get; init; }

    /// <summary>Content type of the answer that is held; <see langword="null"/> where the request is in question.</summary>
    public string? AnswerType { get; init; }

    public required string ConfigVersion { get; init; }

    public string? Model { get; init; }

    /// <summary>Who may decide: <c>managers</c>, <c>admins</c>, or users by id.</summary>
    public IReadOnlyList<string> Assignees { get; init; } = [];

    public required EscalationStatus Status { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is over if nobody decides, and when an approval ends.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>How long an approval is good for.</summary>
    public required TimeSpan ApprovalLasts { get; init; }

    public string? ClaimedBy { get; set; }

    public DateTimeOffset? ClaimedAt { get; set; }

    public string? ResolvedBy { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    public string? Note { get; set; }

    /// <summary>When a held answer was handed out; that happens once.</summary>
    public DateTimeOffset? ReleasedAt { get; set; }
}
