using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.SignIn;

/// <summary>One-time links: for the first administrator, and for whoever an administrator invites.</summary>
internal sealed class SignInLinks(ISignInStore store, IPeople people, PasswordBook passwords, AuditTrail audit, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>Whether nobody could sign in without a link.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken cancellationToken) => !await store.HasAdministratorAsync(cancellationToken);

    /// <summary>A link for whoever runs the host: they choose a name and administer the organisation.</summary>
    public async Task<Outcome<NewLink>> BootstrapAsync(Principal caller, CancellationToken cancellationToken) =>
        caller.Lacks(Permission.Administer) is { } lack ? lack : await MakeAsync(caller, null, "user.bootstrap", cancellationToken);

    /// <summary>A link by which a user chooses a (new) password.</summary>
    public async Task<Outcome<NewLink>> InviteAsync(Principal caller, string userId, CancellationToken cancellationToken)
    {
        if (caller.Lacks(Permission.Administer) is { } lack)
        {
            return lack;
        }

        return people.Find(userId) is { DeactivatedAt: null }
            ? await MakeAsync(caller, userId, "user.invite", cancellationToken)
            : new Refusal(RefusalKind.NotFound, $"no active user `{userId}`; {DidYouMean.Clause(userId, [.. people.Users.Where(u => u.DeactivatedAt is null).Select(u => u.Id)], "users")}");
    }

    /// <summary>The link of a token, if it can still be used. This does not use it up.</summary>
    public async Task<Outcome<SignInLink>> FindAsync(string? token, CancellationToken cancellationToken) =>
        await store.FindLinkAsync(LinkToken.Hash(token), time.GetUtcNow(), cancellationToken) is { } link && (link.UserId is not { } user || people.Find(user) is { DeactivatedAt: null })
            ? link
            : new Refusal(RefusalKind.NotFound, "This link was used already, or its 15 minutes are over. `kt auth bootstrap` on the machine of the host prints a new one; whoever was invited asks an administrator.");

    /// <summary>Uses a link up: sets the password, and makes the administrator where the link is for one. Every session they had ends.</summary>
    /// <param name="token">The link's token.</param>
    /// <param name="name">The administrator's name; not asked of whoever was invited.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Outcome<User>> RedeemAsync(string? token, string? name, string? password, CancellationToken cancellationToken)
    {
        if ((await FindAsync(token, cancellationToken)).Refused(out var over, out var link))
        {
            return over;
        }

        var id = link.UserId ?? NameRules.ToId(name ?? "");
        if ((link.UserId is null ? CheckName(name, id) : null) is { } unfit)
        {
            return unfit;
        }

        if (PasswordRules.Check(password, id) is { } weak)
        {
            return weak;
        }

        var now = time.GetUtcNow();
        var outcome = await store.RedeemAsync(LinkToken.Hash(token), id, passwords.Hash(password!), user => Apply(user, link, id, name, now), now, cancellationToken);
        if (!outcome.Refused(out _, out var signedIn))
        {
            people.Put(signedIn);
        }

        return outcome;
    }

    private Outcome<SignedInUser> Apply(User? user, SignInLink link, string id, string? name, DateTimeOffset now)
    {
        if (user is { DeactivatedAt: not null } || (user is null && link.UserId is not null))
        {
            return new Refusal(RefusalKind.Conflict, "This account is deactivated. An administrator can let it in again.");
        }

        if (link.UserId is null && user is { IsAdmin: false })
        {
            return new Refusal(RefusalKind.Conflict, $"There is a user `{id}` already who is no administrator. Choose another name.");
        }

        var before = user is null ? null : UserView.Of(user);
        user ??= new() { Id = id, Name = name!.Trim(), IsAdmin = true, CreatedAt = now };
        user.SessionStamp = SessionStamps.New();
        var actor = new Principal($"user:{id}", user.Name, null, []);
        return new SignedInUser(user, audit.Entry(actor, before is null ? "user.create" : "user.password", id, before, UserView.Of(user), ControlJson.Default.UserView));
    }

    private async Task<NewLink> MakeAsync(Principal caller, string? userId, string action, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var made = new NewLink(LinkToken.New(), userId, now + Lifetime);
        var link = new SignInLink { Hash = LinkToken.Hash(made.Token), UserId = userId, CreatedAt = now, ExpiresAt = made.ExpiresAt };
        await store.AddLinkAsync(link, audit.Entry(caller, action, userId ?? "administrator", (string?)null, null), cancellationToken);
        return made;
    }

    private static Refusal? CheckName(string? name, string id) =>
        NameRules.CheckName(name, "name") is not null || NameRules.CheckId(id, "name") is not null
            ? new(RefusalKind.Invalid, "Give a name with letters or digits, such as Ada Lovelace; at most 63 characters.")
            : null;
}
