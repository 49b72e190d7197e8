namespace Keeptrusts.Host.ControlPlane.Access;

/// <summary>What an endpoint needs.</summary>
internal enum Permission
{
    /// <summary>See keys, events and teams of one's own team; configurations and gateways.</summary>
    Read,

    /// <summary>Make and revoke gateway keys of one's own team.</summary>
    ManageKeys,

    /// <summary>Make control tokens and teams, of any team.</summary>
    Administer,
}
