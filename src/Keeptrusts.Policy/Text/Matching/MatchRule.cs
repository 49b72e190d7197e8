using System.Collections.Frozen;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>What follows from a candidate of one detector for one policy.</summary>
/// <param name="Detector">Index of the detector.</param>
/// <param name="Policy">Index of the policy; an allow-listed value shields only candidates of its own policy.</param>
/// <param name="Redacts">Whether an enforced finding is replaced.</param>
/// <param name="Stops">Whether an enforced finding ends the release of text.</param>
/// <param name="AllowList">Folded values that are no findings.</param>
internal sealed record MatchRule(int Detector, int Policy, bool Redacts, bool Stops, FrozenSet<string> AllowList);
