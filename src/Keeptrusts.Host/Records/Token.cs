using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.Records;

/// <summary>A key as it is stored: everything about it except the key, of which only the SHA-256 is kept.</summary>
internal sealed record Token
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required KeyKind Type { get; init; }

    /// <summary>The team; <see langword="null"/> only for control tokens of the whole organisation.</summary>
    public string? TeamId { get; init; }

    public string? Owner { get; init; }

    /// <summary>The self-service template it was made from.</summary>
    public string? Template { get; init; }

    /// <summary>The configuration it is pinned to; <see langword="null"/>: its team's, else the gateway's.</summary>
    public string? Configuration { get; init; }

    /// <summary>Globs; empty means any model.</summary>
    public IReadOnlyList<string> AllowedModels { get; init; } = [];

    /// <summary>Of a control token: what it may do. Of a gateway key: what the kind <c>rbac</c> reads.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Amount that all its calls together may cost, in US dollars.</summary>
    public decimal? BudgetUsd { get; init; }

    /// <summary>Whether its caller may name the user that it acts for.</summary>
    public bool OnBehalfOf { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When its first call came; how long that took says how easy the way in is.</summary>
    public DateTimeOffset? FirstUsedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The key that this one replaces.</summary>
    public string? RotatedFrom { get; init; }

    /// <summary>The first key of its rotation chain; its own id where it was never rotated.</summary>
    public required string LineageId { get; init; }

    /// <summary>The first characters of the key, by which a person recognises it.</summary>
    public required string Prefix { get; init; }

    /// <summary>The 32 bytes of the SHA-256 of the whole key.</summary>
    public required byte[] Hash { get; init; }
}
