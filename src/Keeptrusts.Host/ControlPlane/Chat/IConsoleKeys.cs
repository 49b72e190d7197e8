using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>Lends the console what it calls models with in a person's name.</summary>
internal interface IConsoleKeys
{
    /// <summary>
    /// A key of this process, for a user in a team: governed, paid for and recorded as any other of theirs. It is nowhere but in memory, lives for minutes, and
    /// opens nothing any more when its user loses the right to make keys.
    /// </summary>
    /// <param name="userId">Whose calls.</param>
    /// <param name="team">The team that pays.</param>
    Outcome<LentKey> Lend(string userId, Team team);
}
