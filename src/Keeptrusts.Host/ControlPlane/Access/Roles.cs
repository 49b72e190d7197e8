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

    private static readonly FrozenDictionary<string, Permission[]> Table = new Dictionary<string, Permission[]>
    {
        [Admin] = [Permission.Read, Permission.ManageKeys, Permission.Manage, Permission.Administer],
        [Manager] = [Permission.Read, Permission.ManageKeys, Permission.Manage],
        [Developer] = [Permission.Read, Permission.ManageKeys],
        [Viewer] = [Permission.Read],
        [Gateway] = [Permission.Serve],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names => Table.Keys;

    public static bool Grant(IEnumerable<string> roles, Permission permission) =>
        roles.Any(role => Table.TryGetValue(role, out var permissions) && permissions.Contains(permission));
}
