namespace Keeptrusts.Host.Records;

/// <summary>A key that somebody asked for beyond what its template pre-approves.</summary>
internal sealed class Approval
{
    public required string Id { get; init; }

    public required string TeamId { get; init; }

    /// <summary>Id of the user, or of the token where it has no owner, who asked; they may not decide it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What was asked for, as the body of <c>POST /v1/tokens</c>.</summary>
    public required string Request { get; init; }

    /// <summary>What goes beyond the template, a sentence each.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public required ApprovalStatus Status { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When an undecided request is over.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? Note { get; set; }

    /// <summary>The key that came of it, once the asker took it.</summary>
    public string? TokenId { get; set; }
}
