using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>The ends that one detector has met from one start.</summary>
internal struct EndNote
{
    public int Detector;

    /// <summary>Whether a span of the detector may start here at all; its patterns are asked for only once one of them ends.</summary>
    public bool MayStart;

    /// <summary>Whether the detector's own question about the context was answered with yes; <see langword="null"/>: not asked yet.</summary>
    public bool? InContext;

    /// <summary>The next note of the thread; -1 for none.</summary>
    public int Next;

    /// <summary>An accepted end whose boundary is undecided, and the one before it; 0 for none.</summary>
    public int Pending;

    public int EarlierPending;

    /// <summary>What must follow those ends.</summary>
    public Situations PendingWhere;

    public Situations EarlierWhere;

    /// <summary>Longest end accepted in every respect, and its score; 0 for none yet.</summary>
    public int BestEnd;

    public double BestScore;
}
