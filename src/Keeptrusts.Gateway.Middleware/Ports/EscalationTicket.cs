namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>Where an escalation stands.</summary>
/// <param name="Id">The escalation.</param>
/// <param name="Policy">The policy that asks.</param>
/// <param name="State">Whether it is decided.</param>
/// <param name="HasNote">Whether whoever decided left a note. What it says is not for the caller.</param>
public sealed record EscalationTicket(string Id, EscalatingPolicy Policy, EscalationState State, bool HasNote = false);
