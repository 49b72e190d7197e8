using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Policy.Judging;

/// <summary>A text of a phase after the redactions of the span policies.</summary>
/// <param name="Text">The text.</param>
/// <param name="Source">Where it stands in the call.</param>
/// <param name="At">JSON pointer; <see langword="null"/> for a bare text.</param>
public sealed record PolicyText(string Text, TextSource Source, string? At);
