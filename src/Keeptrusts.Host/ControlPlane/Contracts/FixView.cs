namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A repair with one right answer.</summary>
internal sealed record FixView(string Title, IReadOnlyList<EditView> Edits);

/// <summary>A change of the text; lines and columns count from 1, the end is exclusive.</summary>
internal sealed record EditView(int Line, int Column, int EndLine, int EndColumn, string NewText);
