namespace Keeptrusts.Policy.Diagnostics;

/// <summary>A repair of a finding that has one right answer.</summary>
/// <param name="Title">What it does, in a few words.</param>
/// <param name="Edits">The changes to the text, in order of place, without overlaps.</param>
public sealed record DiagnosticFix(string Title, IReadOnlyList<TextEdit> Edits);
