using System.Collections.Immutable;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime;

/// <summary>Users and members, swapped whole.</summary>
internal sealed class PeopleSnapshot : IPeople
{
    private readonly Lock _writing = new();
    private volatile Contents _contents = new(
        ImmutableSortedDictionary.Create<string, User>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, Member>(StringComparer.Ordinal));

    public IReadOnlyList<User> Users => [.. _contents.Users.Values];

    public IReadOnlyList<Member> Members => [.. _contents.Members.Values];

    public void Load(IEnumerable<User> users, IEnumerable<Member> members)
    {
        lock (_writing)
        {
            _contents = new(
                users.ToImmutableSortedDictionary(u => u.Id, u => u, StringComparer.Ordinal),
                members.ToImmutableSortedDictionary(m => Key(m.TeamId, m.UserId), m => m, StringComparer.Ordinal));
        }
    }

    public User? Find(string id) => _contents.Users.GetValueOrDefault(id);

    public string? RoleIn(string? teamId, string userId)
    {
        var contents = _contents;
        return contents.Users.GetValueOrDefault(userId) is not { DeactivatedAt: null } user ? null
            : user.IsAdmin ? Roles.Admin
            : teamId is null ? null
            : contents.Members.GetValueOrDefault(Key(teamId, userId))?.Role;
    }

    public void Put(User user)
    {
        lock (_writing)
        {
            _contents = _contents with { Users = _contents.Users.SetItem(user.Id, user) };
        }
    }

    public void Put(Member member)
    {
        lock (_writing)
        {
            _contents = _contents with { Members = _contents.Members.SetItem(Key(member.TeamId, member.UserId), member) };
        }
    }

    public void Remove(string teamId, string userId)
    {
        lock (_writing)
        {
            _contents = _contents with { Members = _contents.Members.Remove(Key(teamId, userId)) };
        }
    }

    // No id contains a line feed.
    private static string Key(string team, string user) => $"{team}\n{user}";

    private sealed record Contents(ImmutableSortedDictionary<string, User> Users, ImmutableSortedDictionary<string, Member> Members);
}
