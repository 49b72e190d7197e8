namespace Keeptrusts.Policy.Injection.Rules;

/// <summary>One of several phrases, at most some tokens behind the step before.</summary>
/// <param name="Gap">Tokens that may stand between.</param>
/// <param name="Phrases">Each a row of vocabulary entries.</param>
/// <param name="Beginnings">The states with which a phrase can begin.</param>
internal sealed record RuleStep(int Gap, int[][] Phrases, StateSet Beginnings);
