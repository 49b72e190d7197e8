using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Escalations;

/// <summary>Who may see what an escalation holds, and who may decide. Nobody does either about a call of their own.</summary>
internal static class Deciders
{
    public const string Managers = "managers";
    public const string Admins = "admins";

    /// <summary>Whether the caller is one of those who are asked: by user id, as a manager of the team, or as an administrator.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="escalation">What about.</param>
    /// <param name="own">Whether the call is the caller's own.</param>
    public static bool IsAssigned(Principal caller, Escalation escalation, bool own) =>
        !own && escalation.Assignees.Any(assignee => assignee switch
        {
            Managers => caller.May(Permission.Administer) || (caller.TeamId == escalation.TeamId && caller.Roles.Contains(Roles.Manager)),
            Admins => caller.May(Permission.Administer),
            _ => caller.UserId == assignee,
        });

    /// <summary>Why the caller may not decide; administrators may stand in for whoever is asked.</summary>
    public static Refusal? Objection(Principal caller, Escalation escalation, bool own) =>
        own ? new(RefusalKind.Forbidden, "this call was made with a key of your own, and nobody decides about their own calls; ask another of the assignees")
        : IsAssigned(caller, escalation, own) || caller.May(Permission.Administer) ? null
        : new(RefusalKind.Forbidden, $"only {string.Join(", ", escalation.Assignees)} may decide about this escalation");
}
