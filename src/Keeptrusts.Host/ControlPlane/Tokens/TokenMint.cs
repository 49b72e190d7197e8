using System.Security.Cryptography;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>Makes the key and everything about it.</summary>
internal static class TokenMint
{
    public static MintedToken Make(NewToken wanted, TokenTerms terms, TimeProvider time)
    {
        var (id, key, now) = Fresh(terms.Kind, time);
        return new(
            new Token
            {
                Id = id,
                Name = wanted.Name!,
                Type = terms.Kind,
                TeamId = terms.TeamId,
                Owner = terms.Owner,
                Template = terms.Template,
                Configuration = wanted.Configuration,
                AllowedModels = terms.AllowedModels,
                Roles = terms.Roles,
                BudgetUsd = wanted.Budget,
                OnBehalfOf = wanted.OnBehalfOf ?? false,
                CreatedAt = now,
                ExpiresAt = now + terms.Lifetime,
                LineageId = id,
                Prefix = key.Prefix,
                Hash = key.Hash(),
            },
            key);
    }

    /// <summary>A new key with everything of the old one but its dates.</summary>
    public static MintedToken Rotate(Token old, DateTimeOffset? expiresAt, TimeProvider time)
    {
        var (id, key, now) = Fresh(old.Type, time);
        return new(
            old with
            {
                Id = id,
                CreatedAt = now,
                ExpiresAt = expiresAt,
                FirstUsedAt = null,
                LastUsedAt = null,
                RevokedAt = null,
                RotatedFrom = old.Id,
                Prefix = key.Prefix,
                Hash = key.Hash(),
            },
            key);
    }

    private static (string Id, GatewayKey Key, DateTimeOffset Now) Fresh(KeyKind kind, TimeProvider time) =>
        (Identifiers.New("key_", time), GatewayKey.Create(kind, RandomNumberGenerator.GetBytes(GatewayKey.RandomByteCount)), time.GetUtcNow());
}
