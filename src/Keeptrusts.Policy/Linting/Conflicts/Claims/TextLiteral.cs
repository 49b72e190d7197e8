using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Linting.Conflicts.Claims;

/// <summary>A phrase that a policy looks for in the text that redactions have left.</summary>
/// <param name="Phrase">The phrase.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Path">The same in the document's structure.</param>
internal sealed record TextLiteral(string Phrase, SourceSpan Span, string Path);
