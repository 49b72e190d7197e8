using System.Security.Claims;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Access;

/// <summary>What a browser's session says.</summary>
internal static class SessionClaims
{
    /// <summary>Who signed in.</summary>
    public const string User = "sub";

    /// <summary>The session stamp that they had then.</summary>
    public const string Stamp = "stamp";

    /// <summary>The team that they chose to act in; not part of what is signed, since every team is checked.</summary>
    public const string Team = "team";

    /// <summary>Whose session it is.</summary>
    public static Outcome<Principal> Identify(this ISessionDirectory sessions, ClaimsPrincipal session)
    {
        string? Claim(string type) => session.FindFirst(type)?.Value;
        return sessions.Identify(Claim(User), Claim(Stamp), Claim(Team));
    }
}
