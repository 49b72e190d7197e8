using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Access;

/// <summary>Who asks the control plane.</summary>
/// <param name="Id">Id of the token; the actor in the admin audit.</param>
/// <param name="Name">The token's name.</param>
/// <param name="TeamId">The team it belongs to; <see langword="null"/>: the whole organisation.</param>
/// <param name="Roles">Its roles.</param>
internal sealed record Principal(string Id, string Name, string? TeamId, IReadOnlyList<string> Roles)
{
    /// <summary>Whoever started the host: the actor of what the start itself does.</summary>
    public static Principal Host { get; } = new("host", "host", null, [Access.Roles.Admin]);

    /// <summary>The user that it belongs to, as keys name their owner; <see langword="null"/>: nobody in particular.</summary>
    public string? User { get; init; }

    public bool May(Permission permission) => Access.Roles.Grant(Roles, permission);

    /// <summary>Whether objects of a team may be seen at all; where not, they are as good as absent.</summary>
    public bool Sees(string? teamId) => May(Permission.Administer) || (TeamId is not null && TeamId == teamId);

    /// <summary>The team to which queries are confined; <see langword="null"/>: none.</summary>
    public string? Confinement => May(Permission.Administer) ? null : TeamId ?? "";

    /// <summary>The refusal for a missing permission.</summary>
    public Refusal? Lacks(Permission permission) => May(permission)
        ? null
        : new(RefusalKind.Forbidden, $"the token `{Name}` (roles: {string.Join(", ", Roles)}) may not do this; ask an administrator, or use a token with another role");
}
