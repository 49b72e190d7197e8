using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.SignIn;

/// <summary>Signs people in whom the OpenID provider vouches for: finds or makes their user, and gives them what their groups give.</summary>
internal sealed class ExternalSignIn(ISignInStore store, IPeople people, UserService users, MemberService members, AuditTrail audit, IReadOnlyList<GroupRule> rules)
{
    private const int MostNames = 50;

    /// <summary>Who acts in the admin audit.</summary>
    private static readonly Principal Provider = new("oidc", "OpenID provider", null, [Roles.Admin]);

    public async Task<Outcome<User>> SignInAsync(ExternalPerson person, CancellationToken cancellationToken)
    {
        // 1. Their user: known by the subject, else invited by that address, else new.
        if ((await FindAsync(person, cancellationToken)).Refused(out var refusal, out var user))
        {
            return refusal;
        }

        if (user.DeactivatedAt is not null)
        {
            return new Refusal(RefusalKind.Forbidden, "This account is deactivated. An administrator can let it in again.");
        }

        // 2. What the groups say now, since somebody may have joined or left one.
        return await ApplyAsync(user, person.Groups, cancellationToken) is { } failed ? failed : people.Find(user.Id)!;
    }

    private async Task<Outcome<User>> FindAsync(ExternalPerson person, CancellationToken cancellationToken)
    {
        if (await store.FindSubjectAsync(person.Subject, cancellationToken) is { } known)
        {
            return people.Find(known.UserId) is { } user ? user : new Refusal(RefusalKind.NotFound, "This account is being set up. Try again in a moment.");
        }

        if (await InvitedAsync(person, cancellationToken) is { } invited)
        {
            return await TieAsync(invited, person, cancellationToken);
        }

        var wanted = NameRules.ToId(person.UserName?.Split('@')[0] ?? person.Email?.Split('@')[0] ?? person.Name ?? "");
        wanted = wanted.Length is 0 ? "user" : wanted.Length > 50 ? wanted[..50].TrimEnd('-') : wanted;
        for (var i = 1; i <= MostNames; i++)
        {
            // A name that is taken is somebody else: the provider vouches for the subject, not for what a person is called.
            var id = i == 1 ? wanted : $"{wanted}-{i}";
            if (people.Find(id) is null && !(await users.CreateAsync(Provider, new(id, Name(person, id), person.Email), cancellationToken)).Refused(out _, out var made))
            {
                return await TieAsync(made, person, cancellationToken);
            }
        }

        return new Refusal(RefusalKind.Conflict, "No user could be made for this account. An administrator can make one with its e-mail address.");
    }

    // An administrator made a user with that address, who never signed in in another way: nobody else can have it.
    private async Task<User?> InvitedAsync(ExternalPerson person, CancellationToken cancellationToken)
    {
        var same = person.Email is null ? [] : people.Users.Where(u => string.Equals(u.Email, person.Email, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return same is [var user] && await store.FindAsync(user.Id, cancellationToken) is null ? user : null;
    }

    private async Task<Outcome<User>> TieAsync(User user, ExternalPerson person, CancellationToken cancellationToken) =>
        await store.PutSubjectAsync(user.Id, person.Subject, audit.Entry(Provider, "user.tie", user.Id, (string?)null, null), cancellationToken)
            ? user
            : new Refusal(RefusalKind.Conflict, "This account signed in somewhere else at the same moment. Try again.");

    private async Task<Refusal?> ApplyAsync(User user, IReadOnlyCollection<string> groups, CancellationToken cancellationToken)
    {
        var given = rules.Where(r => groups.Contains(r.Group)).ToList();
        var isAdmin = given.Exists(r => r.Team is null);
        if (rules.Any(r => r.Team is null) && user.IsAdmin != isAdmin && (await users.ChangeAsync(Provider, user.Id, new(IsAdmin: isAdmin), _ => null, cancellationToken)).Refused(out var failed, out _))
        {
            return failed;
        }

        // Only teams that the rules name are the provider's business.
        foreach (var team in rules.Select(r => r.Team).OfType<string>().Distinct())
        {
            var role = given.Where(r => r.Team == team).Select(r => r.Role).MaxBy(r => Roles.OfMembers.ToList().IndexOf(r));
            var known = people.Members.FirstOrDefault(m => m.TeamId == team && m.UserId == user.Id)?.Role;
            if (role != known && await SetAsync(team, user.Id, role, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private async Task<Refusal?> SetAsync(string team, string user, string? role, CancellationToken cancellationToken)
    {
        if (role is null)
        {
            return (await members.RemoveAsync(Provider, team, user, cancellationToken)).Refused(out var refused, out _) ? refused : null;
        }

        return (await members.PutAsync(Provider, team, user, role, cancellationToken)).Refused(out var refusal, out _)
            ? new(refusal.Kind, $"Your groups put you into team `{team}`, which is not there. Ask whoever set up the sign-in.")
            : null;
    }

    private static string Name(ExternalPerson person, string id) => NameRules.CheckName(person.Name, "name") is null ? person.Name! : id;
}
