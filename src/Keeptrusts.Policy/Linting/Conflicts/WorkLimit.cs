namespace Keeptrusts.Policy.Linting.Conflicts;

/// <summary>How much work the analysis of one document may be. What is left out beyond it is said (KT0018).</summary>
/// <param name="most">Steps: of an automaton, or of boxes that are cut.</param>
internal sealed class WorkLimit(int most)
{
    private int _left = most;

    /// <summary>Whether the work is used up: nothing more may be concluded.</summary>
    public bool IsSpent => _left < 0;

    /// <summary>Whether something was left out.</summary>
    public bool IsShort { get; private set; }

    /// <returns>Whether there was enough left.</returns>
    public bool Spend(int steps)
    {
        _left = IsSpent ? _left : _left - steps;
        IsShort |= IsSpent;
        return !IsSpent;
    }

    /// <summary>One thing was too large, and only that is left out.</summary>
    public void LeaveOut() => IsShort = true;
}
