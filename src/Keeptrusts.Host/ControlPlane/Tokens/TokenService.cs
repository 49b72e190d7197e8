using System.Security.Cryptography;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>Makes, lists, shows and revokes tokens: the database first, then what the planes see.</summary>
internal sealed class TokenService(ITokenStore store, ITokenDirectory live, ITeamStore teams, AuditTrail audit, TimeProvider time)
{
    /// <summary>The tokens that the caller may see, newest first.</summary>
    public IReadOnlyList<Token> List(Principal caller) =>
        [.. live.All.Where(t => caller.Sees(t.TeamId)).OrderByDescending(t => t.CreatedAt).ThenByDescending(t => t.Id, StringComparer.Ordinal)];

    /// <summary>The one of an id, of a prefix as listed, or of a name that only one unrevoked token has.</summary>
    public Outcome<Token> Find(Principal caller, string reference)
    {
        var visible = List(caller);
        if (visible.FirstOrDefault(t => t.Id == reference || t.Prefix == reference) is { } exact)
        {
            return exact;
        }

        var named = visible.Where(t => t.Name == reference).ToList();
        var active = named.FindAll(t => t.RevokedAt is null);
        return active.Count == 1 ? active[0]
            : active.Count > 1 ? new Refusal(RefusalKind.Conflict, $"{active.Count} tokens are named `{reference}`; say which by id: {string.Join(", ", active.Select(t => t.Id))}")
            : named.Count > 0 ? named[0]
            : new Refusal(RefusalKind.NotFound, $"no token `{reference}`; `kt tokens list` shows ids, prefixes and names");
    }

    /// <summary>Makes a token; it works as soon as this returns.</summary>
    public async Task<Outcome<MintedToken>> CreateAsync(Principal caller, NewToken wanted, CancellationToken cancellationToken)
    {
        var known = await teams.ListAsync(cancellationToken);
        if (TokenTerms.Check(caller, wanted, [.. known.Select(t => t.Id)]).Refused(out var refusal, out var terms))
        {
            return refusal;
        }

        var minted = Mint(wanted, terms);
        if (!await store.AddAsync(minted.Token, audit.Entry(caller, "token.create", minted.Token.Id, null, minted.Token), cancellationToken))
        {
            return new Refusal(RefusalKind.Conflict, $"there is already a token named `{wanted.Name}` in {Place(terms)}; choose another name, or revoke that one first");
        }

        live.Put(minted.Token);
        return minted;
    }

    /// <summary>Revokes a token; its next request is refused. Revoking twice keeps the first time.</summary>
    public async Task<Outcome<Token>> RevokeAsync(Principal caller, string reference, CancellationToken cancellationToken)
    {
        if (Find(caller, reference).Refused(out var refusal, out var token))
        {
            return refusal;
        }

        if (caller.Lacks(token.Type == KeyKind.Control ? Permission.Administer : Permission.ManageKeys) is { } lack)
        {
            return lack;
        }

        if (token.RevokedAt is not null)
        {
            return token;
        }

        var revoked = token with { RevokedAt = time.GetUtcNow() };
        await store.RevokeAsync(revoked, audit.Entry(caller, "token.revoke", token.Id, token, revoked), cancellationToken);
        live.Put(revoked);
        return revoked;
    }

    private MintedToken Mint(NewToken wanted, TokenTerms terms)
    {
        var now = time.GetUtcNow();
        var key = GatewayKey.Create(terms.Kind, RandomNumberGenerator.GetBytes(GatewayKey.RandomByteCount));
        var id = Identifiers.New("key_", time);
        var token = new Token
        {
            Id = id,
            Name = wanted.Name!,
            Type = terms.Kind,
            TeamId = terms.TeamId,
            Owner = wanted.Owner,
            AllowedModels = wanted.AllowedModels ?? [],
            Roles = terms.Roles,
            CreatedAt = now,
            ExpiresAt = now + terms.Lifetime,
            LineageId = id,
            Prefix = key.Prefix,
            Hash = key.Hash(),
        };
        return new(token, key);
    }

    private static string Place(TokenTerms terms) => terms.TeamId is { } team ? $"team `{team}`" : "the organisation";
}
