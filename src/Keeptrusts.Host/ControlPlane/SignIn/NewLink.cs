namespace Keeptrusts.Host.ControlPlane.SignIn;

/// <summary>A fresh one-time link: the only place where its token is.</summary>
/// <param name="Token">What stands in the link's fragment.</param>
/// <param name="UserId">Whom it signs in; <see langword="null"/>: whoever opens it, as an administrator.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal sealed record NewLink(string Token, string? UserId, DateTimeOffset ExpiresAt)
{
    /// <summary>The link. The fragment never leaves the browser by itself, so it is in no log of a proxy.</summary>
    public string At(string console) => $"{console.TrimEnd('/')}/setup#{Token}";

    /// <summary>Leaves the token out, so that no log line can carry it.</summary>
    public override string ToString() => UserId ?? "administrator";
}
