using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.ControlPlane.Escalations;

/// <summary>An escalation as it stands for somebody.</summary>
/// <param name="View">It, without what it holds.</param>
/// <param name="IsOpen">Whether it can still be decided.</param>
/// <param name="MayLook">Whether they may see what it holds.</param>
/// <param name="Objection">Why they may not decide; <see langword="null"/>: they may.</param>
internal sealed record EscalationStanding(EscalationView View, bool IsOpen, bool MayLook, string? Objection);
