using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Automata;

/// <summary>A state of the joined machine: where every pattern that is still possible stands. Immutable but for the transitions, which are filled in as they are met.</summary>
internal sealed class MachineState
{
#pragma warning disable CA1051 // read in the innermost loop
    /// <summary>The state after a character, by its class, where that has been worked out. Several may note the same one.</summary>
    public readonly MachineState?[] Next;

    /// <summary>Whether a text under way has to stop and look: something is accepted here, or nothing longer can be.</summary>
    public readonly bool Matters;
#pragma warning restore CA1051

    public MachineState(int[] members, Preceding preceding, (int Pattern, Situations Where)[] accepts, int[] continuing, int classes)
    {
        (Members, Preceding, Accepts, Continuing) = (members, preceding, accepts, continuing);
        Next = members.Length == 0 ? [] : new MachineState?[classes];
        Matters = accepts.Length > 0 || continuing.Length == 0;
    }

    /// <summary>States of the nondeterministic automaton, in order: those that read, ask for a place, or accept.</summary>
    public int[] Members { get; }

    /// <summary>What was read last; meaningful only where a member asks for a place.</summary>
    public Preceding Preceding { get; }

    /// <summary>The patterns that accept what was read so far, if what follows fits.</summary>
    public (int Pattern, Situations Where)[] Accepts { get; }

    /// <summary>The patterns that can accept something longer, in order.</summary>
    public int[] Continuing { get; }

    /// <summary>Whether something longer can still be accepted.</summary>
    public bool Continues => Continuing.Length > 0;
}
