namespace Keeptrusts.Policy.Text.Automata;

/// <summary>A state of the nondeterministic automaton.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Pattern">The pattern it belongs to.</param>
/// <param name="Next">What follows; the first way of a split.</param>
/// <param name="Operand">The number of the set that is read, the anchor, or the second way of a split.</param>
internal readonly record struct NfaState(NfaStateKind Kind, int Pattern, int Next, int Operand);
