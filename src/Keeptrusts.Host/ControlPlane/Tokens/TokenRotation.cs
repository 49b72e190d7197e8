using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.ControlPlane.Tokens.SelfService;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>Puts a fresh key in the place of another. The fresh one keeps name, limits and lineage, so budgets go on; the other works on for a while under another name.</summary>
internal sealed class TokenRotation(ITokenStore store, ITokenDirectory live, TokenFinder finder, ITeamStore teams, SelfServiceDesk selfService, ConfigurationLoader governing, AuditTrail audit, TimeProvider time)
{
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromHours(1);

    private const int NameRoom = 80;
    private static readonly TimeSpan MaxGrace = TimeSpan.FromDays(30);

    /// <summary>Rotates the token of a reference.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="reference">Which.</param>
    /// <param name="grace">How long the old key works on, such as <c>1h</c>; <c>0</c>: not at all; <see langword="null"/>: <see cref="DefaultGrace"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Outcome<MintedToken>> RotateAsync(Principal caller, string reference, string? grace, CancellationToken cancellationToken)
    {
        var overlap = DefaultGrace;
        if (grace is "0")
        {
            overlap = TimeSpan.Zero;
        }
        else if (grace is not null && Lifetime.Parse(grace, "grace", out overlap) is { } bad)
        {
            return bad;
        }

        return finder.Find(caller, reference).Refused(out var refusal, out var token)
            ? refusal
            : await RotateAsync(caller, token, overlap, cancellationToken);
    }

    public async Task<Outcome<MintedToken>> RotateAsync(Principal caller, Token token, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (TokenFinder.Unrotatable(caller, token) is { } lack)
        {
            return lack;
        }

        if (token.RevokedAt is not null)
        {
            return new Refusal(RefusalKind.Conflict, $"`{token.Name}` is revoked, and what was revoked does not come back; make a new one");
        }

        if (grace > MaxGrace)
        {
            return new Refusal(RefusalKind.Invalid, $"grace: {Lifetime.Text(MaxGrace)} is the longest overlap");
        }

        var now = time.GetUtcNow();
        if (Overlapping(caller, token, grace, now) is { } sprawl)
        {
            return sprawl;
        }

        var fresh = TokenMint.Rotate(token, await ExpiryAsync(caller, token, now, cancellationToken), time);
        if (fresh.Token.ExpiresAt <= now)
        {
            return new Refusal(RefusalKind.Conflict, $"`{token.Name}` has expired, and its template does not give such a key without an approval; ask for a new one");
        }

        if (fresh.Token is { Template: { } template, Configuration: null } && await governing.EnsureAsync(template, cancellationToken) is { } misfit)
        {
            return misfit;
        }

        var end = token.ExpiresAt < now + grace ? token.ExpiresAt : now + grace;
        var old = grace == TimeSpan.Zero ? token with { RevokedAt = now } : token with { Name = OldName(token), ExpiresAt = end };
        AuditEntry[] entries = [audit.Entry(caller, "token.rotate", token.Id, token, old), audit.Entry(caller, "token.create", fresh.Token.Id, null, fresh.Token)];
        if (!await store.RotateAsync(token, old, fresh.Token, entries, cancellationToken))
        {
            return new Refusal(RefusalKind.Conflict, $"somebody changed `{token.Name}` at the same moment; look at it and ask again");
        }

        live.Put(old);
        live.Put(fresh.Token);
        return fresh;
    }

    // All keys of a lineage count as one of those that a template allows, so there must not be any number of them.
    private Refusal? Overlapping(Principal caller, Token token, TimeSpan grace, DateTimeOffset now)
    {
        if (live.All.FirstOrDefault(t => t.RotatedFrom == token.Id) is { } successor)
        {
            return new(RefusalKind.Conflict, $"`{token.Name}` was replaced already, by `{successor.Name}` ({successor.Id}); rotate that one");
        }

        return !caller.May(Permission.Manage) && grace > DefaultGrace && live.All.Any(t => t.LineageId == token.LineageId && t.Id != token.Id && t.IsActive(now))
            ? new(RefusalKind.Conflict, $"what `{token.Name}` replaced still works, so it may overlap for {Lifetime.Text(DefaultGrace)} at most; revoke the old key first, or ask with a shorter `grace`")
            : null;
    }

    /// <summary>
    /// The life of the fresh key: as long as the old one's was. Who may not decide that gets no more than the old key had left, unless the template
    /// gives such a key at once today.
    /// </summary>
    private async Task<DateTimeOffset?> ExpiryAsync(Principal caller, Token token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var renewed = now + (token.ExpiresAt - token.CreatedAt);
        if (caller.May(Permission.Manage) || token.Type == Policy.Keys.KeyKind.Control)
        {
            return caller.May(Permission.Manage) ? renewed : token.ExpiresAt;
        }

        var team = (await teams.ListAsync(cancellationToken)).FirstOrDefault(t => t.Id == token.TeamId);
        var same = new NewToken
        {
            Name = token.Name,
            Template = token.Template,
            Configuration = token.Configuration,
            AllowedModels = token.AllowedModels,
            Roles = token.Roles,
            Budget = token.BudgetUsd,
            OnBehalfOf = token.OnBehalfOf,
        };
        var terms = new TokenTerms(token.Type, token.TeamId, token.Roles, token.ExpiresAt - token.CreatedAt) { Owner = token.Owner, AllowedModels = token.AllowedModels };
        if (token.Template is null || team is null || selfService.Measure(same, terms, team, replacing: token.LineageId).Refused(out _, out var measured))
        {
            return token.ExpiresAt;
        }

        return measured.Reasons.Count == 0 ? renewed : token.ExpiresAt;
    }

    private static string OldName(Token token) =>
        $"{(token.Name.Length > NameRoom ? token.Name[..NameRoom] : token.Name)}~{token.Id[^6..]}";
}
