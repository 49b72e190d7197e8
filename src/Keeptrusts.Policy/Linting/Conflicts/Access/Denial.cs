using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Linting.Conflicts.Claims;

namespace Keeptrusts.Policy.Linting.Conflicts.Access;

/// <summary>A policy that refuses what another allows, wherever it applies.</summary>
/// <param name="Policy">The policy that refuses.</param>
/// <param name="Place">What refuses.</param>
internal sealed record Denial(PolicyFacts Policy, RelatedPlace Place);
