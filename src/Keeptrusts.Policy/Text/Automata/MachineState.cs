using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Automata;

/// <summary>A state of the joined machine: where every pattern that is still possible stands. Immutable but for the transitions, which are filled in as they are met.</summary>
internal sealed class MachineState
{
    private readonly MachineState?[] _next;

    public MachineState(int[] members, Preceding preceding, (int Pattern, Situations Where)[] accepts, bool continues, int classes)
    {
        (Members, Preceding, Accepts, Continues) = (members, preceding, accepts, continues);
        _next = members.Length == 0 ? [] : new MachineState?[classes];
    }

    /// <summary>States of the nondeterministic automaton, in order: those that read, ask for a place, or accept.</summary>
    public int[] Members { get; }

    /// <summary>What was read last; meaningful only where a member asks for a place.</summary>
    public Preceding Preceding { get; }

    /// <summary>The patterns that accept what was read so far, if what follows fits.</summary>
    public (int Pattern, Situations Where)[] Accepts { get; }

    /// <summary>Whether something longer can still be accepted.</summary>
    public bool Continues { get; }

    /// <summary>The state after a character, where that has been worked out.</summary>
    public MachineState? Next(int characterClass) => _next[characterClass];

    /// <summary>Notes a transition; several may note the same one.</summary>
    public void Note(int characterClass, MachineState next) => Volatile.Write(ref _next[characterClass], next);
}
