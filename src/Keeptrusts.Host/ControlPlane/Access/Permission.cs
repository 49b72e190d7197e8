namespace Keeptrusts.Host.ControlPlane.Access;

/// <summary>What an endpoint needs.</summary>
internal enum Permission
{
    /// <summary>See keys, events and teams of one's own team; configurations and gateways.</summary>
    Read,

    /// <summary>Make and revoke gateway keys of one's own team.</summary>
    ManageKeys,

    /// <summary>Decide for one's own team: approvals, members, escalations, budgets of keys and users.</summary>
    Manage,

    /// <summary>Everything of the organisation: control tokens, teams, configurations, secrets.</summary>
    Administer,

    /// <summary>Serve as a gateway node: take configurations and leases, ship events. Grants nothing else.</summary>
    Serve,

    /// <summary>Fetch metrics, which name the teams and models of the whole organisation. Grants nothing else.</summary>
    Measure,
}
