namespace Keeptrusts.Gateway.Middleware.Files;

/// <summary>A key of the key file.</summary>
internal sealed record KeyFileEntry
{
    /// <summary>SHA-256 of the key's text, 64 hexadecimal digits: the key itself is nowhere.</summary>
    public required string Sha256 { get; init; }

    public required string Name { get; init; }

    public required string Team { get; init; }

    public string? Owner { get; init; }

    /// <summary>Globs of the models that it may ask for; empty means any.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    public IReadOnlyList<string> Roles { get; init; } = [];

    public bool OnBehalfOf { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}
