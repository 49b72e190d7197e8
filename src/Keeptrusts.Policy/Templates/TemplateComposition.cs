using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Templates;

/// <summary>A template applied to a gateway's document.</summary>
/// <param name="Text">The new document; <see langword="null"/> where a diagnostic is an error.</param>
/// <param name="Diagnostics">What is said about the new document, or about the part of which none could be made.</param>
public sealed record TemplateComposition(string? Text, IReadOnlyList<Diagnostic> Diagnostics);
