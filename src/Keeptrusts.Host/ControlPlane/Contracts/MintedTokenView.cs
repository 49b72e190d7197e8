using System.Text.Json.Serialization;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>The one answer that carries a key.</summary>
internal sealed record MintedTokenView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string TokenType { get; init; }

    public string? TeamId { get; init; }

    public string? Owner { get; init; }

    public string? Template { get; init; }

    public required string Prefix { get; init; }

    /// <summary>The key. It is not stored; nobody can show it again, so an answer given once more leaves it out.</summary>
    public required string? Key { get; init; }

    /// <summary>Why there is no key; absent where there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? KeyNote { get; init; }

    /// <summary>What an OpenAI SDK takes as its base URL; absent for control tokens.</summary>
    public string? BaseUrl { get; init; }

    public IReadOnlyList<string> AllowedModels { get; init; } = [];

    public IReadOnlyList<string> Roles { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public static MintedTokenView Of(MintedToken minted, string gatewayUrl) => Of(minted.Token, minted.Key.Reveal(), gatewayUrl);

    /// <summary>The same answer once more, without the key, which exists nowhere any more.</summary>
    public static MintedTokenView Again(Token token, string gatewayUrl) =>
        Of(token, null, gatewayUrl) with { KeyNote = "the key was shown once, in the first answer to this request, and cannot be shown again; rotate the token if it was lost" };

    private static MintedTokenView Of(Token token, string? key, string gatewayUrl) => new()
    {
        Id = token.Id,
        Name = token.Name,
        TokenType = token.Type == KeyKind.Control ? TokenTerms.ControlType : TokenTerms.GatewayType,
        TeamId = token.TeamId,
        Owner = token.Owner,
        Template = token.Template,
        Prefix = token.Prefix,
        Key = key,
        BaseUrl = token.Type == KeyKind.Gateway ? $"{gatewayUrl}/v1" : null,
        AllowedModels = token.AllowedModels,
        Roles = token.Roles,
        CreatedAt = token.CreatedAt,
        ExpiresAt = token.ExpiresAt,
    };

    /// <summary>Leaves the key out, so that no log line can carry it.</summary>
    public override string ToString() => Id;
}
