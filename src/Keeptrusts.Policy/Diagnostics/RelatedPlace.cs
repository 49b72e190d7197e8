namespace Keeptrusts.Policy.Diagnostics;

/// <summary>Another place that a finding is about.</summary>
/// <param name="Path">Where in the document's structure.</param>
/// <param name="Span">Where in the file.</param>
/// <param name="Message">What it has to do with the finding, in a few words.</param>
public sealed record RelatedPlace(string Path, SourceSpan Span, string Message);
