using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A token as the API shows it.</summary>
internal sealed record TokenView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string TokenType { get; init; }

    /// <summary><c>active</c>, <c>expired</c> or <c>revoked</c>.</summary>
    public required string Status { get; init; }

    public required string Prefix { get; init; }

    public string? TeamId { get; init; }

    public string? Owner { get; init; }

    public string? Template { get; init; }

    public string? Configuration { get; init; }

    public IReadOnlyList<string> AllowedModels { get; init; } = [];

    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>In US dollars.</summary>
    public decimal? Budget { get; init; }

    public bool OnBehalfOf { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public string? RotatedFrom { get; init; }

    public static TokenView Of(Token token, DateTimeOffset now) => new()
    {
        Id = token.Id,
        Name = token.Name,
        TokenType = token.Type == KeyKind.Control ? TokenTerms.ControlType : TokenTerms.GatewayType,
        Status = token.RevokedAt is not null ? "revoked" : token.ExpiresAt <= now ? "expired" : "active",
        Prefix = token.Prefix,
        TeamId = token.TeamId,
        Owner = token.Owner,
        Template = token.Template,
        Configuration = token.Configuration,
        AllowedModels = token.AllowedModels,
        Roles = token.Roles,
        Budget = token.BudgetUsd,
        OnBehalfOf = token.OnBehalfOf,
        CreatedAt = token.CreatedAt,
        ExpiresAt = token.ExpiresAt,
        LastUsedAt = token.LastUsedAt,
        RevokedAt = token.RevokedAt,
        RotatedFrom = token.RotatedFrom,
    };
}
