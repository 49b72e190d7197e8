namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>A line of a comparison.</summary>
/// <param name="Sign"><c>' '</c> in both, <c>'-'</c> only before, <c>'+'</c> only after.</param>
/// <param name="Text">The line.</param>
internal readonly record struct DiffLine(char Sign, string Text);
