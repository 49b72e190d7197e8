namespace Keeptrusts.Policy.Injection.Rules;

/// <summary>A rule that holds.</summary>
/// <param name="Rule">Which one.</param>
/// <param name="Start">Its first token.</param>
/// <param name="End">Behind its last token.</param>
/// <param name="Negated">Whether a "do not" stands before it.</param>
internal readonly record struct RuleMatch(InjectionRule Rule, int Start, int End, bool Negated);
