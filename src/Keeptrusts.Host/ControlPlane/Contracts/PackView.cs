namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A document's <c>pack</c>; what cannot be read is <see langword="null"/>.</summary>
internal sealed record PackView(string? Name, string? Version);
