using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy;

/// <summary>A document after its repairs.</summary>
/// <param name="Text">The new text; line ends, comments and everything else are as before.</param>
/// <param name="Repaired">The findings that were repaired, in the order of repair.</param>
public sealed record PolicyRepair(string Text, IReadOnlyList<Diagnostic> Repaired);
