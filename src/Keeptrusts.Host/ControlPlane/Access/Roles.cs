using System.Collections.Frozen;

namespace Keeptrusts.Host.ControlPlane.Access;

/// <summary>The table of role × permission; every authorisation decision reads it.</summary>
internal static class Roles
{
    public const string Admin = "admin";
    public const string Manager = "manager";
    public const string Developer = "developer";
    public const string Viewer = "viewer";

    private static readonly FrozenDictionary<string, Permission[]> Table = new Dictionary<string, Permission[]>
    {
        [Admin] = [Permission.Read, Permission.ManageKeys, Permission.Administer],
        [Manager] = [Permission.Read, Permission.ManageKeys],
        [Developer] = [Permission.Read, Permission.ManageKeys],
        [Viewer] = [Permission.Read],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names => Table.Keys;

    public static bool Grant(IEnumerable<string> roles, Permission permission) =>
        roles.Any(role => Table.TryGetValue(role, out var permissions) && permissions.Contains(permission));
}
