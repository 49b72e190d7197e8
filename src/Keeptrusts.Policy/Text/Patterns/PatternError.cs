namespace Keeptrusts.Policy.Text.Patterns;

/// <summary>Why a pattern cannot be used.</summary>
/// <param name="Position">Offset in the pattern.</param>
/// <param name="Message">One sentence that names the construct and says what to do.</param>
internal sealed record PatternError(int Position, string Message);
