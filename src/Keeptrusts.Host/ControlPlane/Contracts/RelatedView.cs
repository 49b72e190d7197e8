namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>Another place that a finding is about.</summary>
internal sealed record RelatedView(string Path, int Line, int Column, int EndLine, int EndColumn, string Message);
