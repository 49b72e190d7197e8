using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Access;

/// <summary>Finds who a browser's session belongs to, from memory: asked anew for each action, so that whoever is shut out is out at once.</summary>
internal interface ISessionDirectory
{
    /// <summary>
    /// The principal of a session. A person acts in one team at a time, with the role that they have there; administrators act for all of them.
    /// </summary>
    /// <param name="userId">Who signed in.</param>
    /// <param name="stamp">What the session carries; where the user has another by now, it is over.</param>
    /// <param name="team">The team that they chose to act in; one that is not theirs counts as none.</param>
    Outcome<Principal> Identify(string? userId, string? stamp, string? team);

    /// <summary>The teams that a person can act in, with their role in each. Administrators need none.</summary>
    IReadOnlyList<(string Team, string Role)> TeamsOf(string userId);
}
