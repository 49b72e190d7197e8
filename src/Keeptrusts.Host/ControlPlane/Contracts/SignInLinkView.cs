using Keeptrusts.Host.ControlPlane.SignIn;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A one-time link to the console. Only this answer shows it.</summary>
/// <param name="Link">The link.</param>
/// <param name="User">Whom it signs in; <see langword="null"/>: whoever opens it, as an administrator.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal sealed record SignInLinkView(string Link, string? User, DateTimeOffset ExpiresAt)
{
    public static SignInLinkView Of(NewLink link, string console) => new(link.At(console), link.UserId, link.ExpiresAt);

    /// <summary>Leaves the link out, so that no log line can carry it.</summary>
    public override string ToString() => User ?? "administrator";
}
