using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.ControlPlane.Webhooks;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Users;

/// <summary>Makes, lists, changes and shuts out users: the database first, then what the planes see. Nobody is ever removed, since events name them.</summary>
internal sealed class UserService(IUserStore store, IPeople people, ITokenDirectory live, ICallCuts cuts, IWebhookPublisher webhooks, AuditTrail audit, TimeProvider time)
{
    private const int MaxEmail = 254;

    /// <summary>The users that the caller may see, by id: those of their team, all for administrators.</summary>
    public IEnumerable<User> List(Principal caller) => people.Users.Where(u => Sees(caller, u.Id));

    public Outcome<User> Find(Principal caller, string id) =>
        people.Find(id) is { } user && Sees(caller, id) ? user : Unknown(caller, id);

    public async Task<Outcome<User>> CreateAsync(Principal caller, NewUser wanted, CancellationToken cancellationToken)
    {
        var id = wanted.Id ?? NameRules.ToId(wanted.Name ?? "");
        var name = wanted.Name ?? id;
        if (caller.Lacks(Permission.Administer) is { } lack)
        {
            return lack;
        }

        if ((NameRules.CheckId(id, "id") ?? NameRules.CheckName(name, "name") ?? CheckEmail(wanted.Email)) is { } bad)
        {
            return bad;
        }

        var user = new User { Id = id, Name = name, Email = NullIfEmpty(wanted.Email), IsAdmin = wanted.IsAdmin, CreatedAt = time.GetUtcNow() };
        if (!await store.AddAsync(user, Entry(caller, "user.create", null, UserView.Of(user)), cancellationToken))
        {
            return new Refusal(RefusalKind.Conflict, $"there is already a user `{id}`; use them, or choose another id");
        }

        people.Put(user);
        return user;
    }

    /// <summary>Changes a user.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="id">Whom.</param>
    /// <param name="wanted">What.</param>
    /// <param name="precondition">Refuses when the user is not as the caller saw them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Outcome<User>> ChangeAsync(Principal caller, string id, UserChange wanted, Func<User, Refusal?> precondition, CancellationToken cancellationToken)
    {
        if ((caller.Lacks(Permission.Administer) ?? (wanted.Name is { } name ? NameRules.CheckName(name, "name") : null) ?? CheckEmail(wanted.Email)) is { } bad)
        {
            return bad;
        }

        if (caller.Is(id) && wanted.IsAdmin == false)
        {
            return new Refusal(RefusalKind.Conflict, "nobody takes their own administration away; another administrator can");
        }

        return Publish(await store.ChangeAsync(id, user => Change(user, "user.change", u =>
        {
            u.Name = wanted.Name ?? u.Name;
            u.Email = wanted.Email is null ? u.Email : NullIfEmpty(wanted.Email);
            u.IsAdmin = wanted.IsAdmin ?? u.IsAdmin;
        }), cancellationToken));

        Outcome<AuditEntry> Change(User user, string action, Action<User> apply) =>
            precondition(user) is { } stale ? stale : Applied(caller, user, action, apply);
    }

    /// <summary>Shuts a user out: their tokens are revoked in the same transaction and refused on the next request.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="id">Whom.</param>
    /// <param name="cut">Whether their calls that are under way end at once, too; also those of tokens that were revoked of late.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Outcome<Departure>> DeactivateAsync(Principal caller, string id, bool cut, CancellationToken cancellationToken)
    {
        if (caller.Lacks(Permission.Administer) is { } lack)
        {
            return lack;
        }

        if (caller.Is(id))
        {
            return new Refusal(RefusalKind.Conflict, "nobody shuts themselves out; another administrator can");
        }

        var now = time.GetUtcNow();
        var outcome = await store.DeactivateAsync(
            id,
            user => Applied(caller, user, "user.deactivate", u => (u.DeactivatedAt, u.SessionStamp) = (u.DeactivatedAt ?? now, SessionStamps.New())),
            token => audit.Revoke(caller, token, now, cut),
            cancellationToken,
            cut ? now - TokenService.LongestCall : null);
        if (!outcome.Refused(out _, out var departure))
        {
            people.Put(departure.User);
            foreach (var token in departure.Revoked)
            {
                live.Put(token);
            }

            if (cut)
            {
                cuts.Cut([.. live.All.Where(t => t.Owner == id && t.RevokedAt is not null).Select(t => t.Id)]);
            }

            foreach (var token in departure.Revoked)
            {
                await webhooks.PublishAsync(WebhookEvents.TokenRevoked, TokenFacts.Of(token), cancellationToken);
            }
        }

        return outcome;
    }

    /// <summary>Lets a user in again. Their old tokens stay revoked.</summary>
    public async Task<Outcome<User>> ReactivateAsync(Principal caller, string id, CancellationToken cancellationToken) =>
        caller.Lacks(Permission.Administer) is { } lack
            ? lack
            : Publish(await store.ChangeAsync(id, user => Applied(caller, user, "user.reactivate", u => u.DeactivatedAt = null), cancellationToken));

    /// <summary>Ends all sessions of a user's browsers, on every control plane: the cookie of none is taken any more. Tokens stay as they are.</summary>
    /// <param name="caller">The user.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Outcome<User>> SignOutEverywhereAsync(Principal caller, CancellationToken cancellationToken) =>
        caller.UserId is { } id
            ? Publish(await store.ChangeAsync(id, user => Applied(caller, user, "user.sign_out", u => u.SessionStamp = SessionStamps.New()), cancellationToken))
            : new Refusal(RefusalKind.Forbidden, "only a person has sessions");

    private Outcome<User> Publish(Outcome<User> outcome)
    {
        if (!outcome.Refused(out _, out var user))
        {
            people.Put(user);
        }

        return outcome;
    }

    private Outcome<AuditEntry> Applied(Principal caller, User user, string action, Action<User> apply)
    {
        var before = UserView.Of(user);
        apply(user);
        return Entry(caller, action, before, UserView.Of(user));
    }

    private AuditEntry Entry(Principal caller, string action, UserView? before, UserView after) =>
        audit.Entry(caller, action, after.Id, before, after, ControlJson.Default.UserView);

    private bool Sees(Principal caller, string id) =>
        caller.May(Permission.Administer) || caller.UserId == id || people.Members.Any(m => m.UserId == id && caller.Sees(m.TeamId));

    private Refusal Unknown(Principal caller, string id) =>
        new(RefusalKind.NotFound, $"no user `{id}`; {DidYouMean.Clause(id, [.. List(caller).Select(u => u.Id)], "users")}. `kt user create {id}` makes one");

    private static Refusal? CheckEmail(string? email) => email is null or "" || (email.Length <= MaxEmail && email.Contains('@', StringComparison.Ordinal) && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && !KeyMask.FindsKey(email))
        ? null
        : new(RefusalKind.Invalid, "`email` is no address; write it like ada@example.com");

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
