using System.Text.Json;
using System.Text.Json.Serialization;
using Keeptrusts.Host.ControlPlane.Approvals;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A request for approval as the API shows it.</summary>
internal sealed record ApprovalView
{
    public required string Id { get; init; }

    /// <summary><c>pending</c>, <c>approved</c>, <c>denied</c> or <c>expired</c>.</summary>
    public required string Status { get; init; }

    public required string TeamId { get; init; }

    /// <summary>Id of the user, or of the token where it has no owner, who asked.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What was asked for.</summary>
    public required NewToken Request { get; init; }

    /// <summary>What goes beyond the template, a sentence each.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? Note { get; init; }

    /// <summary>The key that came of it, once the asker took it.</summary>
    public string? TokenId { get; init; }

    public static ApprovalView Of(Approval approval, DateTimeOffset now) => new()
    {
        Id = approval.Id,
        Status = approval.StatusAt(now).ToString().ToLowerInvariant(),
        TeamId = approval.TeamId,
        RequestedBy = approval.RequestedBy,
        Request = JsonSerializer.Deserialize(approval.Request, ControlJson.Default.NewToken)!,
        Reasons = approval.Reasons,
        CreatedAt = approval.CreatedAt,
        ExpiresAt = approval.ExpiresAt,
        DecidedBy = approval.DecidedBy,
        DecidedAt = approval.DecidedAt,
        Note = approval.Note,
        TokenId = approval.TokenId,
    };
}

/// <summary>Body of <c>POST /v1/approvals/{id}/approve</c> and <c>…/deny</c>.</summary>
/// <param name="Note">Why, for the asker to read.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Decision(string? Note);
