using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Approvals;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.ControlPlane.Tokens.SelfService;
using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.ControlPlane.Webhooks;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>Makes and revokes tokens: the database first, then what the planes see. What goes beyond a template becomes a request for approval.</summary>
internal sealed class TokenService(
    ITokenStore store,
    ITokenDirectory live,
    ICallCuts cuts,
    TokenFinder finder,
    ITeamStore teams,
    IPeople people,
    ILiveConfigurations configurations,
    ConfigurationLoader derived,
    SelfServiceDesk selfService,
    ApprovalRequests approvals,
    IWebhookPublisher webhooks,
    AuditTrail audit,
    TimeProvider time)
{
    /// <summary>What was revoked longer ago is taken to have no calls under way, unless it is named.</summary>
    public static readonly TimeSpan LongestCall = TimeSpan.FromDays(1);

    /// <summary>Makes a token, which works as soon as this returns; or asks for an approval where the caller may not decide alone.</summary>
    public async Task<Outcome<Provision>> CreateAsync(Principal caller, NewToken wanted, CancellationToken cancellationToken)
    {
        // 1. It makes sense, and the caller may ask for it.
        var known = await teams.ListAsync(cancellationToken);
        if (TokenTerms.Check(caller, wanted, [.. known.Select(t => t.Id)]).Refused(out var refusal, out var terms))
        {
            return refusal;
        }

        if ((CheckOwner(terms) ?? CheckConfiguration(wanted)) is { } unknown)
        {
            return unknown;
        }

        // 2. Control tokens know no templates; whoever manages a team decides by themselves.
        var team = known.FirstOrDefault(t => t.Id == terms.TeamId);
        if (terms.Kind == KeyKind.Control || (caller.May(Permission.Manage) && wanted.Template is null))
        {
            return await MintAsync(caller, wanted, terms, new(), cancellationToken);
        }

        if (selfService.Measure(wanted, terms, team!).Refused(out var noTemplate, out var measured))
        {
            return noTemplate;
        }

        if (caller.May(Permission.Manage))
        {
            return await MintAsync(caller, wanted, measured.Terms, new(), cancellationToken);
        }

        // 3. Everybody else gets at once what the template pre-approves.
        return measured.Reasons.Count > 0
            ? await AskAsync(caller, wanted, measured, cancellationToken)
            : await MintAsync(caller, wanted, measured.Terms, new() { MaxKeys = measured.MaxKeys }, cancellationToken);
    }

    /// <summary>Makes the key that was approved, for whoever asked for it.</summary>
    public async Task<Outcome<Provision>> CreateApprovedAsync(Principal caller, Approval approval, NewToken wanted, CancellationToken cancellationToken)
    {
        var known = await teams.ListAsync(cancellationToken);
        if (TokenTerms.Check(caller, wanted, [.. known.Select(t => t.Id)]).Refused(out var refusal, out var terms))
        {
            return refusal;
        }

        if (selfService.Measure(wanted, terms, known.First(t => t.Id == terms.TeamId)).Refused(out var noTemplate, out var measured))
        {
            return noTemplate;
        }

        return CheckConfiguration(wanted) is { } unknown
            ? unknown
            : await MintAsync(caller, wanted, measured.Terms, new() { ApprovalId = approval.Id }, cancellationToken);
    }

    /// <summary>Revokes a token; its next request is refused. Revoking twice keeps the first time.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="reference">Which.</param>
    /// <param name="cut">Whether its calls that are under way end at once, too, whenever it was revoked.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Outcome<Token>> RevokeAsync(Principal caller, string reference, bool cut, CancellationToken cancellationToken)
    {
        if (finder.Find(caller, reference).Refused(out var refusal, out var token))
        {
            return refusal;
        }

        if (TokenFinder.Unrevokable(caller, token) is { } lack)
        {
            return lack;
        }

        if (token.RevokedAt is null || cut)
        {
            await RevokeAsync(caller, [token], cut, cancellationToken);
        }

        return finder.Find(caller, token.Id);
    }

    /// <summary>Revokes all unrevoked tokens of an owner, of a team, or of an owner in a team.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="whose">Whose, and whether their calls end at once, too: also those of tokens that were revoked of late.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Those that were revoked by this.</returns>
    public async Task<Outcome<IReadOnlyList<Token>>> RevokeAllAsync(Principal caller, RevokeTokens whose, CancellationToken cancellationToken)
    {
        var (owner, teamId, cut) = whose;
        if (owner is null && teamId is null)
        {
            return new Refusal(RefusalKind.Invalid, "say whose tokens: `owner`, `team_id` or both");
        }

        if (teamId is not null && !(caller.Sees(teamId) && (await teams.ListAsync(cancellationToken)).Any(t => t.Id == teamId)))
        {
            return TeamService.Unknown(teamId, [.. (await teams.ListAsync(cancellationToken)).Select(t => t.Id).Where(caller.Sees)]);
        }

        var since = time.GetUtcNow() - LongestCall;
        var meant = finder.List(caller).Where(t => (t.RevokedAt is null || (cut && t.RevokedAt > since)) && (owner is null || t.Owner == owner) && (teamId is null || t.TeamId == teamId)).ToList();

        // All or none: half of a leak closed would look like the whole.
        return meant.Select(t => TokenFinder.Unrevokable(caller, t)).FirstOrDefault(lack => lack is not null) is { } forbidden
            ? forbidden
            : Outcome<IReadOnlyList<Token>>.Of(await RevokeAsync(caller, meant, cut, cancellationToken));
    }

    private async Task<IReadOnlyList<Token>> RevokeAsync(Principal caller, IReadOnlyList<Token> tokens, bool cut, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var revocations = tokens.Select(t => audit.Revoke(caller, t, now, cut)).ToList();
        await store.RevokeAsync(revocations, cancellationToken);
        var revoked = revocations.Where(r => !r.IsRepeated).Select(r => r.Token).ToList();
        foreach (var token in revoked)
        {
            live.Put(token);
        }

        if (cut)
        {
            // Only now: no call of these gets in any more.
            cuts.Cut([.. tokens.Select(t => t.Id)]);
        }

        foreach (var token in revoked)
        {
            await webhooks.PublishAsync(WebhookEvents.TokenRevoked, TokenFacts.Of(token), cancellationToken);
        }

        return revoked;
    }

    private async Task<Outcome<Provision>> MintAsync(Principal caller, NewToken wanted, TokenTerms terms, MintConditions conditions, CancellationToken cancellationToken)
    {
        // A key of a template is governed by what is made of the template, so that has to be there first.
        if (terms.Template is { } template && wanted.Configuration is null && await derived.EnsureAsync(template, cancellationToken) is { } unfit)
        {
            return unfit;
        }

        var minted = TokenMint.Make(wanted, terms, time);
        var entry = audit.Entry(caller, "token.create", minted.Token.Id, null, minted.Token);
        switch (await store.MintAsync(minted.Token, conditions, entry, cancellationToken))
        {
            case MintResult.Added:
                live.Put(minted.Token);
                await webhooks.PublishAsync(WebhookEvents.TokenCreated, TokenFacts.Of(minted.Token), cancellationToken);
                return new Provision(minted, null);
            case MintResult.NameTaken:
                return new Refusal(RefusalKind.Conflict, $"there is already a token named `{wanted.Name}` in {Place(terms)}; choose another name, or revoke that one first");
            case MintResult.OwnerGone:
                return new Refusal(RefusalKind.Conflict, $"`{terms.Owner}` is deactivated, so no token can be made for them");
            case MintResult.Taken:
                return new Refusal(RefusalKind.Conflict, "the key of this approval was taken already, and no key can be shown twice; ask anew, or rotate that one");
            default:
                return new Refusal(RefusalKind.Conflict, $"another key of yours was made at the same moment, and `{terms.Template}` allows {conditions.MaxKeys}; ask again, and it becomes a request for approval");
        }
    }

    private async Task<Outcome<Provision>> AskAsync(Principal caller, NewToken wanted, SelfServiceCheck measured, CancellationToken cancellationToken)
    {
        if (live.All.Any(t => t.RevokedAt is null && t.TeamId == measured.Terms.TeamId && t.Type == measured.Terms.Kind && t.Name == wanted.Name))
        {
            return new Refusal(RefusalKind.Conflict, $"there is already a token named `{wanted.Name}` in {Place(measured.Terms)}; choose another name, or revoke that one first");
        }

        var complete = wanted with { TeamId = measured.Terms.TeamId, Owner = measured.Terms.Owner, Template = measured.Terms.Template };
        return (await approvals.AskAsync(caller, complete, measured.Reasons, cancellationToken)).Refused(out var refusal, out var approval)
            ? refusal
            : new Provision(null, approval);
    }

    private Refusal? CheckOwner(TokenTerms terms)
    {
        if (terms.Owner is not { } owner)
        {
            return null;
        }

        return people.Find(owner) switch
        {
            { DeactivatedAt: not null } => new(RefusalKind.Conflict, $"`{owner}` is deactivated, so no token can be made for them"),
            null when terms.Kind == KeyKind.Control => new(RefusalKind.NotFound, $"no user `{owner}`; {DidYouMean.Clause(owner, [.. people.Users.Select(u => u.Id)], "users")}. `kt user create {owner}` makes one"),
            _ => null,
        };
    }

    private Refusal? CheckConfiguration(NewToken wanted) => wanted.Configuration is { } name && !configurations.Deployed.ContainsKey(name)
        ? new(RefusalKind.NotFound, $"no configuration `{name}` is deployed; {DidYouMean.Clause(name, [.. configurations.Deployed.Keys], "configurations")}")
        : null;

    private static string Place(TokenTerms terms) => terms.TeamId is { } team ? $"team `{team}`" : "the organisation";
}
