using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.SignIn;

/// <summary>Signs people in by their password.</summary>
internal sealed class SignInService(ISignInStore store, IPeople people, PasswordBook passwords, SignInThrottle throttle)
{
    private const string No = "Name and password do not fit together. Check both; an administrator can give you a new link if you forgot the password.";

    /// <param name="name">The user's id, name or e-mail address.</param>
    /// <param name="password">The password.</param>
    /// <param name="address">From where.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Outcome<User>> PasswordAsync(string? name, string? password, string address, CancellationToken cancellationToken)
    {
        var typed = name?.Trim() ?? "";
        var user = Find(typed);
        var account = user?.Id ?? typed.ToLowerInvariant();
        account = account.Length > 100 ? account[..100] : account;
        if (throttle.Refuses(account, address) is { } wait)
        {
            return wait;
        }

        // Counted before the work, so that tries at the same time do not all get through.
        throttle.Failed(account, address);
        var credential = user is null ? null : await store.FindAsync(user.Id, cancellationToken);
        var fits = password is { Length: <= PasswordRules.Most } && passwords.Fits(credential?.PasswordHash, password);
        if (!fits || user is not { DeactivatedAt: null })
        {
            return new Refusal(RefusalKind.Unauthenticated, No);
        }

        throttle.Succeeded(account, address);
        return user;
    }

    // People type what they are called. Where that is not one person, only the id is.
    private User? Find(string typed)
    {
        if (people.Find(typed) is { } exact)
        {
            return exact;
        }

        var named = people.Users.Where(u => Same(u.Id, typed) || Same(u.Name, typed) || Same(u.Email, typed)).Take(2).ToList();
        return named.Count == 1 ? named[0] : null;
    }

    private static bool Same(string? known, string typed) => typed.Length > 0 && string.Equals(known, typed, StringComparison.OrdinalIgnoreCase);
}
