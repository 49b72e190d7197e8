namespace Keeptrusts.Host.ControlPlane.Audit;

/// <summary>Which changes are wanted; an absent field does not confine.</summary>
internal sealed record AuditFilter
{
    public string? Actor { get; init; }

    /// <summary>An action, or all of an object's by its first word: <c>token</c>.</summary>
    public string? Action { get; init; }

    public string? ObjectId { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    public int Limit { get; init; }
}
