using Keeptrusts.Policy.Text.Automata;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>The spans under way from one start: one state of the joined machine stands for all of them.</summary>
internal struct MatchThread
{
    /// <summary>First unit.</summary>
    public int Start;

    /// <summary>Where the machine stands; dead once no longer span can be accepted.</summary>
    public MachineState State;

    /// <summary>Which of the set's caps is the next to be reached.</summary>
    public int Cap;

    /// <summary>First of the ends met so far, one note per detector; -1 for none.</summary>
    public int Note;

    /// <summary>A pattern that may start here and can go on, or could when last asked: the reason to hold text. -1: none known.</summary>
    public int Witness;

    /// <summary>Whether an end waits for what follows it.</summary>
    public bool Waits;
}
