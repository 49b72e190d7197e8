namespace Keeptrusts.Policy.Text.Matching;

/// <summary>A span that a detector found, for one rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Start">Raw start.</param>
/// <param name="End">Raw end.</param>
/// <param name="Score">Confidence.</param>
/// <param name="Role">What the span does.</param>
internal readonly record struct Candidate(int Rule, int Start, int End, double Score, CandidateRole Role) : IComparable<Candidate>
{
    /// <summary>Earliest start, then longest, then chain order.</summary>
    public int CompareTo(Candidate other) =>
        Start != other.Start ? Start.CompareTo(other.Start)
        : End != other.End ? other.End.CompareTo(End)
        : Rule.CompareTo(other.Rule);
}
