using System.Collections.Concurrent;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Automata;

/// <summary>
/// All patterns of a phase as one deterministic automaton, whose states are worked out when a text first leads to them (the lazy subset construction of
/// Thompson's grep and of RE2). Shared by all calls: a state that is known is read without a lock. Which patterns take part is decided by the start that is asked
/// for, so that a state holds exactly what is still possible and "nothing can be accepted any more" is the empty state.
/// </summary>
internal sealed class Machine
{
    /// <summary>
    /// Most states kept, and most transitions of all of them together. Beyond that the machine forgets them all and begins again; texts under way keep the states
    /// that they stand on.
    /// </summary>
    public const int MaxStates = 20_000;

    private const int MaxTransitions = 4_000_000;

    private readonly Nfa _nfa = new();
    private readonly bool[] _useful;
    private readonly bool[] _reachesAnchor;
    private readonly int _maxStates;
    private Generation _generation;

    /// <param name="patterns">The patterns; their numbers are used everywhere.</param>
    /// <exception cref="ArgumentException">A pattern needs more than <see cref="Nfa.MaxStates"/> states.</exception>
    public Machine(IReadOnlyList<PatternNode> patterns)
    {
        foreach (var pattern in patterns)
        {
            if (!_nfa.Add(pattern))
            {
                throw new ArgumentException("a pattern needs too many states", nameof(patterns));
            }
        }

        Classes = new CharacterClasses(_nfa.Sets);
        _useful = Useful(_nfa);
        _reachesAnchor = [.. _nfa.Starts.Select(s => Closure([s], Preceding.NoWord, Situations.None).Any(m => _nfa.States[m].Kind == NfaStateKind.Anchor))];
        Dead = new MachineState([], Preceding.Nothing, [], [], Classes.Count);
        _maxStates = Math.Min(MaxStates, MaxTransitions / Classes.Count);
        _generation = new Generation();
    }

    public CharacterClasses Classes { get; }

    public int Patterns => _nfa.Starts.Count;

    /// <summary>The state from which nothing can be accepted.</summary>
    public MachineState Dead { get; }

    /// <summary>Another object each time that the machine has forgotten its states: who keeps states of it lets them go then.</summary>
    public object Epoch => Volatile.Read(ref _generation);

    /// <summary>The state before the first character.</summary>
    /// <param name="patterns">The patterns that may start here, as bits.</param>
    /// <param name="preceding">What precedes.</param>
    public MachineState Start(ReadOnlySpan<ulong> patterns, Preceding preceding)
    {
        var starts = new List<int>();
        var anchored = false;
        for (var p = 0; p < Patterns; p++)
        {
            if ((patterns[p / 64] >> (p % 64) & 1) != 0)
            {
                starts.Add(_nfa.Starts[p]);
                anchored |= _reachesAnchor[p];
            }
        }

        return Intern(Closure(starts, preceding, Situations.None), anchored ? preceding : Preceding.NoWord);
    }

    /// <summary>The state after one more character; <see cref="Dead"/> once nothing can be accepted any more.</summary>
    public MachineState Step(MachineState state, int characterClass) =>
        state.Members.Length == 0 ? state : state.Next[characterClass] ?? WorkOut(state, characterClass);

    /// <summary>What is left of a state when only some patterns may go on.</summary>
    /// <param name="state">The state.</param>
    /// <param name="keep">Whether a pattern may go on.</param>
    public MachineState Restrict(MachineState state, Predicate<int> keep) =>
        Intern([.. state.Members.Where(m => keep(_nfa.States[m].Pattern))], state.Preceding);

    private bool Reads(int member, int characterClass) =>
        _nfa.States[member] is { Kind: NfaStateKind.Read } state && Classes.Holds(state.Operand, characterClass);

    /// <summary>The state after one more character, where no text has led to it yet.</summary>
    public MachineState WorkOut(MachineState state, int characterClass)
    {
        var members = state.Members;
        var word = Classes.IsWord(characterClass);
        if (HasAnchor(members))
        {
            members = Closure(members, state.Preceding, word ? Situations.Word : Situations.NoWord);
        }

        var targets = new List<int>();
        foreach (var member in members)
        {
            if (Reads(member, characterClass))
            {
                targets.Add(_nfa.States[member].Next);
            }
        }

        var next = targets.Count == 0 ? Dead : Intern(Closure(targets, Preceding.NoWord, Situations.None), word ? Preceding.Word : Preceding.NoWord);
        Volatile.Write(ref state.Next[characterClass], next);
        return next;
    }

    private MachineState Intern(int[] members, Preceding preceding)
    {
        if (members.Length == 0)
        {
            return Dead;
        }

        preceding = HasAnchor(members) ? preceding : Preceding.NoWord;
        var generation = Volatile.Read(ref _generation);
        var key = new StateKey(members, preceding);
        if (generation.States.TryGetValue(key, out var known))
        {
            return known;
        }

        if (generation.Count >= _maxStates)
        {
            generation = new Generation();
            Volatile.Write(ref _generation, generation);
        }

        return generation.Add(key, Build(members, preceding));
    }

    private MachineState Build(int[] members, Preceding preceding)
    {
        if (!HasAnchor(members))
        {
            var accepts = members.Where(m => _nfa.States[m].Kind == NfaStateKind.Accept).Select(m => (_nfa.States[m].Pattern, Situations.Any));
            return Alive(members, preceding, [.. accepts], members.Where(m => _nfa.States[m].Kind == NfaStateKind.Read));
        }

        var where = new SortedDictionary<int, Situations>();
        var reading = new SortedSet<int>();
        foreach (var situation in (Situations[])[Situations.Word, Situations.NoWord, Situations.LastLineFeed, Situations.End])
        {
            foreach (var member in Closure(members, preceding, situation))
            {
                var state = _nfa.States[member];
                if (state.Kind == NfaStateKind.Accept)
                {
                    where[state.Pattern] = where.TryGetValue(state.Pattern, out var before) ? before | situation : situation;
                }

                if (state.Kind == NfaStateKind.Read && situation <= Situations.NoWord
                    && Enumerable.Range(0, Classes.Count).Any(c => Classes.IsWord(c) == (situation == Situations.Word) && Classes.Holds(state.Operand, c)))
                {
                    reading.Add(member);
                }
            }
        }

        return Alive(members, preceding, [.. where.Select(w => (w.Key, w.Value))], reading);
    }

    private MachineState Alive(int[] members, Preceding preceding, (int Pattern, Situations Where)[] accepts, IEnumerable<int> reading)
    {
        int[] continuing = [.. reading.Select(m => _nfa.States[m].Pattern).Distinct()];
        return accepts.Length == 0 && continuing.Length == 0 ? Dead : new MachineState(members, preceding, accepts, continuing, Classes.Count);
    }

    private bool HasAnchor(int[] members) => Array.Exists(members, m => _nfa.States[m].Kind == NfaStateKind.Anchor);

    /// <summary>The states that read, accept or ask for a place, reachable without reading; anchors that hold are passed.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="preceding">What precedes the place.</param>
    /// <param name="situation">What follows it; none: not known yet, anchors stay; any: every anchor holds.</param>
    private int[] Closure(IReadOnlyList<int> from, Preceding preceding, Situations situation)
    {
        var found = new List<int>();
        var seen = new HashSet<int>();
        var open = new Stack<int>(from);
        while (open.Count > 0)
        {
            var number = open.Pop();
            if (!seen.Add(number))
            {
                continue;
            }

            var state = _nfa.States[number];
            switch (state.Kind)
            {
                case NfaStateKind.Split:
                    open.Push(state.Next);
                    open.Push(state.Operand);
                    break;
                case NfaStateKind.Anchor when situation != Situations.None:
                    if (situation == Situations.Any || Holds((AnchorKind)state.Operand, preceding, situation))
                    {
                        open.Push(state.Next);
                    }

                    break;
                default:
                    if (_useful[number])
                    {
                        found.Add(number);
                    }

                    break;
            }
        }

        found.Sort();
        return [.. found];
    }

    // The states from which something can be accepted, as far as reading goes: a class without members leads nowhere.
    private static bool[] Useful(Nfa nfa)
    {
        var useful = new bool[nfa.States.Count];
        for (var changed = true; changed;)
        {
            changed = false;
            for (var s = 0; s < useful.Length; s++)
            {
                var state = nfa.States[s];
                var leads = state.Kind switch
                {
                    NfaStateKind.Accept => true,
                    NfaStateKind.Read => useful[state.Next] && nfa.Sets[state.Operand].Ranges.Count > 0,
                    NfaStateKind.Split => useful[state.Next] || useful[state.Operand],
                    _ => useful[state.Next],
                };
                changed |= leads && !useful[s];
                useful[s] = leads;
            }
        }

        return useful;
    }

    private static bool Holds(AnchorKind anchor, Preceding preceding, Situations following) => anchor switch
    {
        AnchorKind.WordBoundary => preceding == Preceding.Word != (following == Situations.Word),
        AnchorKind.NoWordBoundary => preceding == Preceding.Word == (following == Situations.Word),
        AnchorKind.TextStart => preceding == Preceding.Nothing,
        AnchorKind.TextEnd => following is Situations.LastLineFeed or Situations.End,
        _ => following == Situations.End,
    };

    private readonly struct StateKey(int[] members, Preceding preceding) : IEquatable<StateKey>
    {
        private readonly int[] _members = members;
        private readonly Preceding _preceding = preceding;

        public bool Equals(StateKey other) => _preceding == other._preceding && _members.AsSpan().SequenceEqual(other._members);

        public override bool Equals(object? obj) => obj is StateKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = 17 + (int)_preceding;
            foreach (var member in _members)
            {
                hash = (hash * 31) + member;
            }

            return hash;
        }
    }

    private sealed class Generation
    {
        private int _count;

        public ConcurrentDictionary<StateKey, MachineState> States { get; } = new();

        public int Count => Volatile.Read(ref _count);

        public MachineState Add(StateKey key, MachineState state)
        {
            var kept = States.GetOrAdd(key, state);
            if (kept == state)
            {
                Interlocked.Increment(ref _count);
            }

            return kept;
        }
    }
}
