using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.ControlPlane.Webhooks;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Teams;

/// <summary>Who belongs to a team, and as what. Managers decide it for their own team.</summary>
internal sealed class MemberService(TeamService teams, ITeamStore store, IPeople people, ITokenDirectory live, IWebhookPublisher webhooks, AuditTrail audit, TimeProvider time)
{
    public async Task<Outcome<IReadOnlyList<Member>>> ListAsync(Principal caller, string teamId, CancellationToken cancellationToken) =>
        (await teams.FindAsync(caller, teamId, cancellationToken)).Refused(out var unknown, out _)
            ? unknown
            : Outcome<IReadOnlyList<Member>>.Of([.. people.Members.Where(m => m.TeamId == teamId)]);

    /// <summary>Adds a member, or changes their role.</summary>
    public async Task<Outcome<Member>> PutAsync(Principal caller, string teamId, string userId, string? role, CancellationToken cancellationToken)
    {
        if (caller.Lacks(Permission.Manage) is { } lack)
        {
            return lack;
        }

        if ((await teams.FindAsync(caller, teamId, cancellationToken)).Refused(out var unknown, out _))
        {
            return unknown;
        }

        role ??= Roles.Developer;
        if (!Roles.OfMembers.Contains(role))
        {
            return new Refusal(RefusalKind.Invalid, $"no role `{role}` in a team; {DidYouMean.Clause(role, [.. Roles.OfMembers], "roles")}");
        }

        // Whoever knows a user's id may name them; that tells a manager no more than that the id is taken.
        if (people.Find(userId) is not { DeactivatedAt: null })
        {
            return new Refusal(RefusalKind.NotFound, $"no active user `{userId}`; an administrator makes one with `kt user create {userId}`");
        }

        var known = Known(teamId, userId);
        var member = new Member { TeamId = teamId, UserId = userId, Role = role, CreatedAt = known?.CreatedAt ?? time.GetUtcNow() };
        await store.PutMemberAsync(member, Entry(caller, known is null ? "member.add" : "member.change", known, member), cancellationToken);
        people.Put(member);
        return member;
    }

    /// <summary>Removes a member; the tokens that they own in the team are revoked with that.</summary>
    public async Task<Outcome<Departure>> RemoveAsync(Principal caller, string teamId, string userId, CancellationToken cancellationToken)
    {
        if (caller.Lacks(Permission.Manage) is { } lack)
        {
            return lack;
        }

        if ((await teams.FindAsync(caller, teamId, cancellationToken)).Refused(out var unknown, out _))
        {
            return unknown;
        }

        if (Known(teamId, userId) is not { } member || people.Find(userId) is not { } user)
        {
            return new Refusal(RefusalKind.NotFound, $"`{userId}` is no member of team `{teamId}`; `kt team show {teamId}` lists them");
        }

        var now = time.GetUtcNow();
        var revoked = await store.RemoveMemberAsync(member, Entry(caller, "member.remove", member, null), token => audit.Revoke(caller, token, now), cancellationToken);
        people.Remove(teamId, userId);
        foreach (var token in revoked)
        {
            live.Put(token);
            await webhooks.PublishAsync(WebhookEvents.TokenRevoked, TokenFacts.Of(token), cancellationToken);
        }

        return new Departure(user, revoked);
    }

    private Member? Known(string teamId, string userId) => people.Members.FirstOrDefault(m => m.TeamId == teamId && m.UserId == userId);

    private AuditEntry Entry(Principal caller, string action, Member? before, Member? after) =>
        audit.Entry(caller, action, $"{(before ?? after)!.TeamId}/{(before ?? after)!.UserId}", before is null ? null : MemberView.Of(before), after is null ? null : MemberView.Of(after), ControlJson.Default.MemberView);
}
