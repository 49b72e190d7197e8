using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Schema;

/// <summary>A kind that is known only by the document's declaration.</summary>
/// <param name="Schema">What the declaration and its schema file say.</param>
/// <param name="Span">Place of its name in the document.</param>
internal sealed record DeclaredKind(KindSchema Schema, SourceSpan Span);
