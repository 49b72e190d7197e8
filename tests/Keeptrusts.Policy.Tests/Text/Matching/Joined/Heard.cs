namespace Keeptrusts.Policy.Tests.Text.Matching.Joined;

/// <summary>What came of a text: what is left of it, with <c>[rule:length]</c> in place of winners, and the findings in order.</summary>
internal sealed record Heard(string Output, IReadOnlyList<(int Rule, int Start, int End)> Found, bool Stopped);
