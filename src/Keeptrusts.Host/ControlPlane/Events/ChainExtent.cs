namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>A chain of which something is stored.</summary>
/// <param name="Gateway">The gateway that made it.</param>
/// <param name="Chain">Its id.</param>
internal sealed record ChainExtent(string Gateway, string Chain);
