namespace Keeptrusts.Policy.Text.Automata;

/// <summary>What a state of the nondeterministic automaton does.</summary>
internal enum NfaStateKind
{
    /// <summary>Accepts for its pattern.</summary>
    Accept,

    /// <summary>Reads one character of a set.</summary>
    Read,

    /// <summary>Goes two ways.</summary>
    Split,

    /// <summary>Goes on where an anchor holds.</summary>
    Anchor,
}
