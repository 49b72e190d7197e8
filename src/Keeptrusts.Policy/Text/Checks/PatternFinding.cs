namespace Keeptrusts.Policy.Text.Checks;

/// <summary>What is wrong with a pattern.</summary>
/// <param name="Code">The rule, <c>KT4001</c> to <c>KT4004</c>.</param>
/// <param name="Position">Offset in the pattern.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Suggestion">What to do.</param>
internal sealed record PatternFinding(string Code, int Position, string Message, string Suggestion);
