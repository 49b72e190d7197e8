using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Automata;

/// <summary>
/// Thompson's construction over any number of patterns: a state reads one character of a set, splits, asks for a place, or accepts for its pattern.
/// </summary>
internal sealed class Nfa
{
    /// <summary>Most states of one pattern; counted repeats are unrolled.</summary>
    public const int MaxStates = 50_000;

    private readonly List<NfaState> _states = [];
    private readonly List<CharSet> _sets = [];
    private readonly Dictionary<CharSet, int> _numbers = [];
    private readonly List<int> _starts = [];

    public IReadOnlyList<NfaState> States => _states;

    /// <summary>The sets that states read, numbered.</summary>
    public IReadOnlyList<CharSet> Sets => _sets;

    /// <summary>The first state of each pattern.</summary>
    public IReadOnlyList<int> Starts => _starts;

    /// <summary>Adds a pattern.</summary>
    /// <returns>Whether it fits.</returns>
    public bool Add(PatternNode node)
    {
        var pattern = _starts.Count;
        var before = _states.Count;
        var accept = AddState(new NfaState(NfaStateKind.Accept, pattern, -1, -1));
        _starts.Add(Compile(node, accept, pattern, before + MaxStates));
        return _states.Count <= before + MaxStates;
    }

    private int AddState(NfaState state)
    {
        _states.Add(state);
        return _states.Count - 1;
    }

    // Built from the end, so that each piece knows what follows it.
    private int Compile(PatternNode node, int next, int pattern, int most)
    {
        if (_states.Count > most)
        {
            return next;
        }

        switch (node)
        {
            case PatternNode.Set set:
                return AddState(new NfaState(NfaStateKind.Read, pattern, next, Number(set.Characters)));
            case PatternNode.Anchor anchor:
                return AddState(new NfaState(NfaStateKind.Anchor, pattern, next, (int)anchor.Kind));
            case PatternNode.Sequence sequence:
                for (var i = sequence.Items.Count - 1; i >= 0; i--)
                {
                    next = Compile(sequence.Items[i], next, pattern, most);
                }

                return next;
            case PatternNode.Choice choice:
                var entry = Compile(choice.Items[^1], next, pattern, most);
                for (var i = choice.Items.Count - 2; i >= 0; i--)
                {
                    entry = AddState(new NfaState(NfaStateKind.Split, pattern, Compile(choice.Items[i], next, pattern, most), entry));
                }

                return entry;
            case PatternNode.Repeat repeat:
                return CompileRepeat(repeat, next, pattern, most);
            case PatternNode.Near near:
                return CompileNear(near, next, pattern);
            default:
                throw new InvalidOperationException("unknown pattern node");
        }
    }

    private int CompileRepeat(PatternNode.Repeat repeat, int next, int pattern, int most)
    {
        var entry = next;
        if (repeat.Max is not { } max)
        {
            var loop = AddState(new NfaState(NfaStateKind.Split, pattern, -1, next));
            _states[loop] = new NfaState(NfaStateKind.Split, pattern, Compile(repeat.Item, loop, pattern, most), next);
            entry = loop;
        }
        else
        {
            for (var i = repeat.Min; i < max && _states.Count <= most; i++)
            {
                entry = AddState(new NfaState(NfaStateKind.Split, pattern, Compile(repeat.Item, entry, pattern, most), next));
            }
        }

        for (var i = 0; i < repeat.Min && _states.Count <= most; i++)
        {
            entry = Compile(repeat.Item, entry, pattern, most);
        }

        return entry;
    }

    // A grid of (characters of the term read, mistakes made), built from its end: the optimal string alignment automaton.
    private int CompileNear(PatternNode.Near near, int next, int pattern)
    {
        var length = near.Term.Count;
        var grid = new int[length + 2, near.Distance + 1];
        for (var at = length; at >= 0; at--)
        {
            for (var mistakes = near.Distance; mistakes >= 0; mistakes--)
            {
                List<int> ways = at == length ? [next] : [Read(near.Term[at], grid[at + 1, mistakes])];
                if (mistakes < near.Distance)
                {
                    ways.Add(Read(near.Other, grid[at, mistakes + 1])); // one more
                    if (at < length)
                    {
                        ways.Add(Read(near.Other, grid[at + 1, mistakes + 1])); // another one
                        ways.Add(grid[at + 1, mistakes + 1]); // one less
                    }

                    if (at + 1 < length)
                    {
                        ways.Add(Read(near.Term[at + 1], Read(near.Term[at], grid[at + 2, mistakes + 1]))); // swapped
                    }
                }

                grid[at, mistakes] = ways.Aggregate((first, second) => AddState(new NfaState(NfaStateKind.Split, pattern, first, second)));
            }
        }

        return grid[0, 0];

        int Read(CharSet set, int target) => AddState(new NfaState(NfaStateKind.Read, pattern, target, Number(set)));
    }

    private int Number(CharSet set)
    {
        if (!_numbers.TryGetValue(set, out var number))
        {
            _numbers.Add(set, number = _sets.Count);
            _sets.Add(set);
        }

        return number;
    }
}
