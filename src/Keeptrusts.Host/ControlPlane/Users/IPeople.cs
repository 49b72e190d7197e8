using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Users;

/// <summary>Users and their places in teams, as the running planes see them; a change here acts on the next request.</summary>
internal interface IPeople
{
    /// <summary>All users, deactivated ones included, by id.</summary>
    IReadOnlyList<User> Users { get; }

    /// <summary>All places in teams, by team and user.</summary>
    IReadOnlyList<Member> Members { get; }

    User? Find(string id);

    /// <summary>The user's role in a team: <c>admin</c> everywhere for administrators, else that of their membership; <see langword="null"/> for strangers and whoever is shut out.</summary>
    string? RoleIn(string? teamId, string userId);

    void Put(User user);

    void Put(Member member);

    void Remove(string teamId, string userId);
}
