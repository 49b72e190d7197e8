namespace Keeptrusts.Policy.Plans;

/// <summary>What the document's <c>audit-logger</c> asks for; the defaults hold without one.</summary>
public sealed record AuditRule
{
    /// <summary>The policy's name in the chain; <see langword="null"/> where the chain has none.</summary>
    public string? Policy { get; init; }

    /// <summary>Whether the call's event must be durable before its last byte is delivered.</summary>
    public bool Binding { get; init; } = true;

    /// <summary>How long events are kept, in days; <see langword="null"/>: for ever.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>How much of the call's texts its event keeps; <see cref="AuditContent.None"/>.</summary>
    public AuditContent Content { get; init; }
}
