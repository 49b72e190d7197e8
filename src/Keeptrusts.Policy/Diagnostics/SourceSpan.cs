namespace Keeptrusts.Policy.Diagnostics;

/// <summary>A place in a file: 1-based lines and columns in UTF-16 code units; the end is exclusive.</summary>
/// <param name="Line">First line.</param>
/// <param name="Column">First column.</param>
/// <param name="EndLine">Last line.</param>
/// <param name="EndColumn">Column after the last character.</param>
public readonly record struct SourceSpan(int Line, int Column, int EndLine, int EndColumn);
