namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>A gateway key as the gateway sees it: who it belongs to and what it may do. The key itself is nowhere.</summary>
public sealed record KeyRecord
{
    /// <summary>The key's id, such as <c>key_…</c>; events and logs carry this.</summary>
    public required string Id { get; init; }

    /// <summary>The name its owner gave it.</summary>
    public required string Name { get; init; }

    /// <summary>The team that pays.</summary>
    public required string TeamId { get; init; }

    /// <summary>The owner; the <c>user</c> of its calls.</summary>
    public string? Owner { get; init; }

    /// <summary>Id of the first key of a rotation chain; budgets count by it. Its own id where it was never rotated.</summary>
    public required string LineageId { get; init; }

    /// <summary>The template it was minted from by self-service; <see langword="null"/>: none.</summary>
    public string? Template { get; init; }

    /// <summary>What its whole lineage may ever spend, in US dollars; <see langword="null"/>: no budget of its own.</summary>
    public decimal? BudgetUsd { get; init; }

    /// <summary>The configuration it is pinned to; <see langword="null"/>: its template's, else its team's, else the gateway's.</summary>
    public string? Configuration { get; init; }

    /// <summary>Globs of the models it may ask for; empty means any.</summary>
    public IReadOnlyList<string> AllowedModels { get; init; } = [];

    /// <summary>Its roles, for the kind <c>rbac</c>; any words.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>
    /// Whether its callers may say for whom they act (<c>X-User-Id</c>, or the member <c>user</c> of the body). Without it, what they say there is ignored.
    /// </summary>
    public bool OnBehalfOf { get; init; }

    /// <summary>When it stops working; <see langword="null"/>: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}
