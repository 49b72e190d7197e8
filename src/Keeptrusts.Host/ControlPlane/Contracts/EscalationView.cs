using System.Text.Json.Serialization;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>An escalation as the API shows it.</summary>
internal sealed record EscalationView
{
    public required string Id { get; init; }

    /// <summary><c>queued</c>, <c>claimed</c>, <c>approved</c>, <c>denied</c> or <c>expired</c>.</summary>
    public required string Status { get; init; }

    public required string TeamId { get; init; }

    public required string KeyId { get; init; }

    public required string KeyName { get; init; }

    public string? Owner { get; init; }

    public required string Gateway { get; init; }

    public required string RequestId { get; init; }

    public required string Policy { get; init; }

    public required string Kind { get; init; }

    /// <summary><c>admission</c>, <c>input</c>, <c>tool</c> or <c>output</c>.</summary>
    public required string Phase { get; init; }

    public required string ReasonCode { get; init; }

    public IReadOnlyList<string> Findings { get; init; } = [];

    public required string ConfigVersion { get; init; }

    public string? Model { get; init; }

    public IReadOnlyList<string> Assignees { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public string? ClaimedBy { get; init; }

    public DateTimeOffset? ClaimedAt { get; init; }

    public string? ResolvedBy { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public string? Note { get; init; }

    /// <summary>When the held answer left; it does so once.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>The request's body, for those who decide; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Request { get; init; }

    /// <summary>The answer that is held, likewise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Answer { get; init; }

    public static EscalationView Of(Escalation escalation) => new()
    {
        Id = escalation.Id,
        Status = escalation.Status.ToString().ToLowerInvariant(),
        TeamId = escalation.TeamId,
        KeyId = escalation.KeyId,
        KeyName = escalation.KeyName,
        Owner = escalation.Owner,
        Gateway = escalation.Gateway,
        RequestId = escalation.RequestId,
        Policy = escalation.Policy,
        Kind = escalation.Kind,
        Phase = escalation.Phase,
        ReasonCode = escalation.ReasonCode,
        Findings = escalation.Findings,
        ConfigVersion = escalation.ConfigVersion,
        Model = escalation.Model,
        Assignees = escalation.Assignees,
        CreatedAt = escalation.CreatedAt,
        ExpiresAt = escalation.ExpiresAt,
        ClaimedBy = escalation.ClaimedBy,
        ClaimedAt = escalation.ClaimedAt,
        ResolvedBy = escalation.ResolvedBy,
        ResolvedAt = escalation.ResolvedAt,
        Note = escalation.Note,
        ReleasedAt = escalation.ReleasedAt,
    };

    /// <summary>Leaves the contents out, so that no log line can carry them.</summary>
    public override string ToString() => Id;
}

/// <summary>Body of <c>POST /v1/escalations/{id}/resolve</c>.</summary>
/// <param name="Decision"><c>approve</c> or <c>deny</c>.</param>
/// <param name="Note">Why; the caller is told that there is one, not what it says.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Resolution(string? Decision, string? Note = null);
