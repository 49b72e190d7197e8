using System.Collections.Frozen;

namespace Keeptrusts.Host.ControlPlane.Access;

/// <summary>The table of role × permission; every authorisation decision reads it.</summary>
internal static class Roles
{
    public const string Admin = "admin";
    public const string Manager = "manager";
    public const string Developer = "developer";
    public const string Viewer = "viewer";

    /// <summary>Of gateway nodes, never of people.</summary>
    public const string Gateway = "gateway";

    /// <summary>Of whoever fetches metrics, such as Prometheus; never of people.</summary>
    public const string Metrics = "metrics";

    private static readonly FrozenDictionary<string, Permission[]> Table = new Dictionary<string, Permission[]>
    {
        [Admin] = [Permission.Read, Permission.ManageKeys, Permission.Manage, Permission.Administer, Permission.Measure],
        [Manager] = [Permission.Read, Permission.ManageKeys, Permission.Manage],
        [Developer] = [Permission.Read, Permission.ManageKeys],
        [Viewer] = [Permission.Read],
        [Gateway] = [Permission.Serve],
        [Metrics] = [Permission.Measure],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names => Table.Keys;

    /// <summary>Roles that a person can have in a team, from the least to the most.</summary>
    public static IReadOnlyList<string> OfMembers { get; } = [Viewer, Developer, Manager];

    /// <summary>Whether a role is of the whole organisation, so that a token of it needs no team and administrators alone see to it.</summary>
    public static bool IsOfOrganisation(string role) => role is Admin or Gateway or Metrics;

    /// <summary>Roles cut down to what a person has now: what is above is lowered, not lost.</summary>
    /// <param name="roles">What a token was given.</param>
    /// <param name="ceiling">What its user has in the team; <see langword="null"/>: nothing, so nothing is left.</param>
    public static IReadOnlyList<string> Within(IReadOnlyList<string> roles, string? ceiling) =>
        ceiling is null ? [] : [.. roles.Where(r => r is not (Gateway or Metrics)).Select(r => Rank(r) > Rank(ceiling) ? ceiling : r).Distinct()];

    public static bool Grant(IEnumerable<string> roles, Permission permission) =>
        roles.Any(role => Table.TryGetValue(role, out var permissions) && permissions.Contains(permission));

    private static int Rank(string role) => role switch { Viewer => 1, Developer => 2, Manager => 3, Admin => 4, _ => 0 };
}
