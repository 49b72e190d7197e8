using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.ControlPlane.Templates;

/// <summary>What became of a template's new text.</summary>
/// <param name="Template">The template; <see langword="null"/> where an error kept the text out.</param>
/// <param name="IsNew">Whether it is the first text of this name.</param>
/// <param name="Diagnostics">What is wrong with the text, in document order.</param>
internal sealed record TemplateChange(LiveTemplate? Template, bool IsNew, IReadOnlyList<Diagnostic> Diagnostics);
