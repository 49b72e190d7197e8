using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>A span under way: one detector, one start.</summary>
internal struct MatchThread
{
    /// <summary>Bit index of the detector.</summary>
    public int Detector;

    /// <summary>First unit.</summary>
    public int Start;

    /// <summary>Where the automaton stands; dead once no longer span can be accepted.</summary>
    public int State;

    /// <summary>The automaton chosen for this start.</summary>
    public Dfa Automaton;

    /// <summary>An accepted end whose boundary is undecided, and the one before it; 0 for none.</summary>
    public int Pending;

    public int EarlierPending;

    /// <summary>Longest end accepted in every respect, and its score; 0 for none yet.</summary>
    public int BestEnd;

    public double BestScore;
}
