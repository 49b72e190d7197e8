using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Templates;

/// <summary>What became of a template's text.</summary>
/// <param name="Template">The template; <see langword="null"/> where a diagnostic is an error.</param>
/// <param name="Diagnostics">Every problem, in document order.</param>
public sealed record TemplateReadResult(PolicyTemplate? Template, IReadOnlyList<Diagnostic> Diagnostics);
