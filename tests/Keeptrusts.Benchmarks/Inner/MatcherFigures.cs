namespace Keeptrusts.Benchmarks.Inner;

/// <summary>What a run of the matcher measured.</summary>
/// <param name="Detectors">How many detectors were on.</param>
/// <param name="Cold">From nothing to the first judged text, with all of them compiled.</param>
/// <param name="Speeds">By kind of text.</param>
/// <param name="Held">Characters held back, over all prefixes of the prose.</param>
internal sealed record MatcherFigures(int Detectors, TimeSpan Cold, IReadOnlyList<MatcherSpeed> Speeds, HeldFigures Held);
