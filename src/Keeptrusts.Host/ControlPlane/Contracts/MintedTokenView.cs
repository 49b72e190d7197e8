using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>The one answer that carries a key.</summary>
internal sealed record MintedTokenView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string TokenType { get; init; }

    public string? TeamId { get; init; }

    public required string Prefix { get; init; }

    /// <summary>The key. It is not stored; nobody can show it again.</summary>
    public required string Key { get; init; }

    /// <summary>What an OpenAI SDK takes as its base URL; absent for control tokens.</summary>
    public string? BaseUrl { get; init; }

    public IReadOnlyList<string> AllowedModels { get; init; } = [];

    public IReadOnlyList<string> Roles { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public static MintedTokenView Of(MintedToken minted, string gatewayUrl) => new()
    {
        Id = minted.Token.Id,
        Name = minted.Token.Name,
        TokenType = minted.Token.Type == KeyKind.Control ? TokenTerms.ControlType : TokenTerms.GatewayType,
        TeamId = minted.Token.TeamId,
        Prefix = minted.Token.Prefix,
        Key = minted.Key.Reveal(),
        BaseUrl = minted.Token.Type == KeyKind.Gateway ? $"{gatewayUrl}/v1" : null,
        AllowedModels = minted.Token.AllowedModels,
        Roles = minted.Token.Roles,
        CreatedAt = minted.Token.CreatedAt,
        ExpiresAt = minted.Token.ExpiresAt,
    };

    /// <summary>Leaves the key out, so that no log line can carry it.</summary>
    public override string ToString() => Id;
}
