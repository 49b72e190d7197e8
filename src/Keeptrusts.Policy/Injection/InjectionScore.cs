namespace Keeptrusts.Policy.Injection;

/// <summary>How much a text looks like prompt injection.</summary>
/// <param name="Score">0 (not at all) to 1, rounded to four places so that every machine gives the same.</param>
/// <param name="Signals">What spoke for it, at most <see cref="InjectionScorer.MostSignals"/>; also below the threshold.</param>
internal readonly record struct InjectionScore(double Score, IReadOnlyList<InjectionSignal> Signals)
{
    /// <summary>Whether the text counts as an attack under <paramref name="options"/>.</summary>
    public bool Reaches(InjectionOptions options) => Score >= options.Threshold;
}
