namespace Keeptrusts.Policy.Text.Patterns;

/// <summary>Subset construction, then removal of the states from which nothing can be accepted.</summary>
internal sealed class DfaBuilder
{
    /// <summary>Most states a pattern may need; a pattern beyond it is refused, not run.</summary>
    public const int MaxStates = 20_000;

    private readonly Nfa _nfa;
    private readonly CharacterClasses _classes;
    private readonly int[] _setNumbers;
    private readonly int[]?[] _closures;
    private readonly Dictionary<StateSet, int> _numbers = [];
    private readonly List<int[]> _members = [];
    private readonly List<ushort[]> _rows = [];
    private readonly int[] _numberOfTarget;
    private readonly int[] _seen;
    private int _generation;

    private DfaBuilder(Nfa nfa, CharacterClasses classes, int[] setNumbers)
    {
        _nfa = nfa;
        _classes = classes;
        _setNumbers = setNumbers;
        _closures = new int[nfa.Count][];
        _numberOfTarget = new int[nfa.Count];
        _seen = new int[nfa.Count];
    }

    /// <summary>Compiles a pattern; exactly one of the results is not <see langword="null"/>.</summary>
    public static (Dfa? Dfa, PatternError? Error) Compile(string pattern)
    {
        var (node, error) = PatternParser.Parse(pattern);
        if (node is null)
        {
            return (null, error);
        }

        return Nfa.Build(node) is { } nfa && Build(nfa) is { } dfa
            ? (dfa, null)
            : (null, new PatternError(0, "the pattern needs too many states; use smaller repeat counts"));
    }

    private static Dfa? Build(Nfa nfa)
    {
        var numbers = new Dictionary<CharSet, int>();
        var setNumbers = new int[nfa.Count];
        for (var i = 0; i < nfa.Count; i++)
        {
            if (nfa.SetOf(i) is { } set)
            {
                numbers.TryAdd(set, numbers.Count);
                setNumbers[i] = numbers[set];
            }
        }

        return CharacterClasses.Of([.. numbers.OrderBy(n => n.Value).Select(n => n.Key)]) is { } classes
            ? new DfaBuilder(nfa, classes, setNumbers).Run()
            : null;
    }

    private Dfa? Run()
    {
        NumberOf([]);
        var start = NumberOf(Closure(_nfa.Start));
        var moves = new List<int>[_classes.Count];
        for (var c = 0; c < moves.Length; c++)
        {
            moves[c] = [];
        }

        for (var state = 0; state < _members.Count; state++)
        {
            if (_members.Count > MaxStates)
            {
                return null;
            }

            _rows.Add(Row(_members[state], moves));
        }

        return Trim(start);
    }

    private ushort[] Row(int[] members, List<int>[] moves)
    {
        foreach (var member in members)
        {
            if (member != Nfa.Accept)
            {
                foreach (var c in _classes.ClassesOf(_setNumbers[member]))
                {
                    moves[c].Add(_nfa.TargetsOf(member).First);
                }
            }
        }

        var row = new ushort[moves.Length];
        for (var c = 0; c < moves.Length; c++)
        {
            if (moves[c].Count > 0)
            {
                row[c] = (ushort)NumberAfter(moves[c]);
                moves[c].Clear();
            }
        }

        return row;
    }

    // Most moves lead to one target, whose number is looked up once; it is never 0, the number of the empty set.
    private int NumberAfter(List<int> targets)
    {
        if (targets.Count > 1)
        {
            return NumberOf(Union(targets));
        }

        ref var number = ref _numberOfTarget[targets[0]];
        return number == 0 ? number = NumberOf(Closure(targets[0])) : number;
    }

    private int NumberOf(int[] members)
    {
        var key = new StateSet(members);
        if (!_numbers.TryGetValue(key, out var number))
        {
            _numbers.Add(key, number = _members.Count);
            _members.Add(members);
        }

        return number;
    }

    private int[] Union(List<int> targets)
    {
        targets.ForEach(t => Closure(t)); // first, since finding a closure starts a generation of its own
        _generation++;
        var union = new List<int>();
        foreach (var target in targets)
        {
            foreach (var member in Closure(target))
            {
                if (_seen[member] != _generation)
                {
                    _seen[member] = _generation;
                    union.Add(member);
                }
            }
        }

        union.Sort();
        return [.. union];
    }

    // The states that read or accept, reachable without reading.
    private int[] Closure(int state)
    {
        if (_closures[state] is { } known)
        {
            return known;
        }

        _generation++;
        var closure = new List<int>();
        var open = new Stack<int>([state]);
        while (open.TryPop(out var next))
        {
            if (_seen[next] == _generation)
            {
                continue;
            }

            _seen[next] = _generation;
            if (next == Nfa.Accept || _nfa.SetOf(next) is not null)
            {
                closure.Add(next);
                continue;
            }

            var (first, second) = _nfa.TargetsOf(next);
            open.Push(first);
            open.Push(second);
        }

        closure.Sort();
        return _closures[state] = [.. closure];
    }

    private Dfa Trim(int start)
    {
        var accepting = new bool[_rows.Count];
        var before = new List<int>[_rows.Count];
        for (var s = 0; s < _rows.Count; s++)
        {
            accepting[s] = Array.IndexOf(_members[s], Nfa.Accept) >= 0;
            before[s] = [];
        }

        for (var s = 0; s < _rows.Count; s++)
        {
            foreach (var target in _rows[s])
            {
                if (target != Dfa.Dead && (before[target].Count == 0 || before[target][^1] != s))
                {
                    before[target].Add(s);
                }
            }
        }

        var alive = new bool[_rows.Count];
        var open = new Stack<int>(Enumerable.Range(0, _rows.Count).Where(s => accepting[s]));
        while (open.TryPop(out var state))
        {
            if (!alive[state])
            {
                alive[state] = true;
                before[state].ForEach(open.Push);
            }
        }

        var next = new ushort[_rows.Count * _classes.Count];
        for (var s = 0; s < _rows.Count; s++)
        {
            for (var c = 0; c < _classes.Count; c++)
            {
                next[(s * _classes.Count) + c] = alive[_rows[s][c]] ? _rows[s][c] : (ushort)Dfa.Dead;
            }
        }

        return new Dfa(_classes.Ascii, _classes.RangeStarts, _classes.RangeClasses, _classes.Count, next, accepting, alive[start] ? start : Dfa.Dead);
    }

    private readonly struct StateSet(int[] members) : IEquatable<StateSet>
    {
        private readonly int[] _members = members;

        public bool Equals(StateSet other) => _members.AsSpan().SequenceEqual(other._members);

        public override bool Equals(object? obj) => obj is StateSet other && Equals(other);

        public override int GetHashCode()
        {
            var hash = 17;
            foreach (var member in _members)
            {
                hash = (hash * 31) + member;
            }

            return hash;
        }
    }
}
