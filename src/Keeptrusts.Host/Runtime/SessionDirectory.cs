using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime;

/// <summary>Sessions of browsers, over the people in memory.</summary>
internal sealed class SessionDirectory(IPeople people) : ISessionDirectory
{
    public Outcome<Principal> Identify(string? userId, string? stamp, string? team)
    {
        if (userId is null || people.Find(userId) is not { DeactivatedAt: null } user || user.SessionStamp != stamp)
        {
            return new Refusal(RefusalKind.Unauthenticated, "You are signed out. Sign in again.");
        }

        if (user.IsAdmin)
        {
            return Of(user, null, Roles.Admin);
        }

        var mine = TeamsOf(userId);
        var chosen = mine.Where(m => m.Team == team).Concat(mine).Take(1).ToList();
        return chosen is [var (id, role)] ? Of(user, id, role) : new Principal($"user:{user.Id}", user.Name, null, []) { UserId = user.Id };
    }

    public IReadOnlyList<(string Team, string Role)> TeamsOf(string userId) => [.. people.Members.Where(m => m.UserId == userId).Select(m => (m.TeamId, m.Role))];

    private static Principal Of(User user, string? team, string role) => new($"user:{user.Id}", user.Name, team, [role]) { UserId = user.Id };
}
