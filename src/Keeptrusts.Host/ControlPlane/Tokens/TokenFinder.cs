using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>Finds tokens that a caller may see, and says which of them they may touch.</summary>
internal sealed class TokenFinder(ITokenDirectory live)
{
    /// <summary>The tokens that the caller may see, newest first.</summary>
    public IReadOnlyList<Token> List(Principal caller) =>
        [.. live.All.Where(t => caller.Sees(t.TeamId)).OrderByDescending(t => t.Id, StringComparer.Ordinal)];

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

    /// <summary>The one whose key has this SHA-256, if the caller may see it.</summary>
    public Token? FindByHash(Principal caller, ReadOnlySpan<byte> sha256)
    {
        foreach (var token in live.All)
        {
            if (sha256.SequenceEqual(token.Hash))
            {
                return caller.Sees(token.TeamId) ? token : null;
            }
        }

        return null;
    }

    /// <summary>Why the caller may not rotate a token that they see: a developer only their own, a manager all keys of the team, an administrator any.</summary>
    /// <remarks>Whoever rotates a token sees the fresh one. A control token speaks for its owner, so a manager may end it, but never hold it.</remarks>
    public static Refusal? Unrotatable(Principal caller, Token token) =>
        IsOwn(caller, token) ? null : token.Type == KeyKind.Control ? caller.Lacks(Permission.Administer) : Unmanaged(caller, token);

    /// <summary>Why the caller may not revoke a token that they see: a developer only their own, a manager all of the team, an administrator any.</summary>
    public static Refusal? Unrevokable(Principal caller, Token token) =>
        IsOwn(caller, token) ? null
        : token.Type == KeyKind.Control && token.Roles.Any(Roles.IsOfOrganisation) ? caller.Lacks(Permission.Administer)
        : Unmanaged(caller, token);

    private static bool IsOwn(Principal caller, Token token) => caller.Is(token.Owner) && caller.May(Permission.ManageKeys);

    private static Refusal? Unmanaged(Principal caller, Token token) =>
        caller.Lacks(Permission.ManageKeys) is { } lack ? lack
        : caller.May(Permission.Manage) ? null
        : new(RefusalKind.Forbidden, $"`{token.Name}` belongs to {(token.Owner is { } owner ? $"`{owner}`" : "the team")}; its owner or a manager of team `{token.TeamId}` can do this");
}
