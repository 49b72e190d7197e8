namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>What became of an escalation, as far as a call is concerned.</summary>
public enum EscalationState
{
    /// <summary>Nobody has decided yet.</summary>
    Pending,

    /// <summary>Allowed.</summary>
    Approved,

    /// <summary>Refused.</summary>
    Denied,

    /// <summary>Nobody decided in time, or the decision no longer counts.</summary>
    Expired,
}
