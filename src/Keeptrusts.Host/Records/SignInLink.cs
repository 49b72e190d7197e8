namespace Keeptrusts.Host.Records;

/// <summary>A one-time link to the console. Whoever opens it chooses a password.</summary>
internal sealed class SignInLink
{
    /// <summary>The SHA-256 of its token, in hex; the token itself is nowhere.</summary>
    public required string Hash { get; init; }

    /// <summary>Whom it signs in; <see langword="null"/>: whoever opens it, as an administrator.</summary>
    public string? UserId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was used up.</summary>
    public DateTimeOffset? UsedAt { get; init; }
}
