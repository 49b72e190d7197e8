namespace Keeptrusts.Policy.Diagnostics;

/// <summary>A change of a document's text.</summary>
/// <param name="Span">What is replaced; an empty span inserts.</param>
/// <param name="NewText">What stands there afterwards.</param>
public sealed record TextEdit(SourceSpan Span, string NewText);
