using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Access;

/// <summary>Who asks the control plane.</summary>
/// <param name="Id">Id of the token; the actor in the admin audit.</param>
/// <param name="Name">The token's name.</param>
/// <param name="TeamId">The team it belongs to; <see langword="null"/>: the whole organisation.</param>
/// <param name="Roles">What it may do: its own roles, never more than its user still has.</param>
internal sealed record Principal(string Id, string Name, string? TeamId, IReadOnlyList<string> Roles)
{
    /// <summary>Whoever started the host: the actor of what the start itself does.</summary>
    public static Principal Host { get; } = new("host", "host", null, [Access.Roles.Admin]);

    /// <summary>The user whose token it is; <see langword="null"/>: a machine's, of nobody.</summary>
    public string? UserId { get; init; }

    /// <summary>Who is meant by «oneself»: the user, else the token. Keys that one mints for oneself have it as their owner.</summary>
    public string Self => UserId ?? Id;

    /// <summary>Whether a browser asks, by its session: whoever sits before it holds no token.</summary>
    public bool IsSession => UserId is not null && Id == $"user:{UserId}";

    public bool May(Permission permission) => Access.Roles.Grant(Roles, permission);

    /// <summary>Whether this is the person, or the token, of that id.</summary>
    public bool Is(string? self) => self is not null && (self == UserId || self == Id);

    /// <summary>Whether objects of a team may be seen at all; where not, they are as good as absent.</summary>
    public bool Sees(string? teamId) => May(Permission.Administer) || (TeamId is not null && TeamId == teamId);

    /// <summary>The team to which queries are confined; <see langword="null"/>: none.</summary>
    public string? Confinement => May(Permission.Administer) ? null : TeamId ?? "";

    /// <summary>The refusal for a missing permission.</summary>
    public Refusal? Lacks(Permission permission) => May(permission)
        ? null
        : new(RefusalKind.Forbidden, IsSession
            ? $"your role ({string.Join(", ", Roles.DefaultIfEmpty("none"))}) may not do this; ask an administrator"
            : $"the token `{Name}` (roles: {string.Join(", ", Roles.DefaultIfEmpty("none"))}) may not do this; ask an administrator, or use a token with another role");
}
