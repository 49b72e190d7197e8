namespace Keeptrusts.Policy.Text.Patterns;

/// <summary>Thompson's construction: a state either reads one character of a set, or splits, or accepts.</summary>
internal sealed class Nfa
{
    private const int MaxStates = 200_000;

    private readonly List<CharSet?> _sets = [];
    private readonly List<(int First, int Second)> _targets = [];

    private Nfa()
    {
    }

    public int Start { get; private set; }

    /// <summary>State 0 accepts.</summary>
    public static int Accept => 0;

    public int Count => _sets.Count;

    public static Nfa? Build(PatternNode node)
    {
        var nfa = new Nfa();
        nfa.Add(null, -1, -1);
        nfa.Start = nfa.Compile(node, Accept);
        return nfa.Count > MaxStates ? null : nfa;
    }

    /// <summary>What the state reads, or <see langword="null"/> for a split.</summary>
    public CharSet? SetOf(int state) => _sets[state];

    public (int First, int Second) TargetsOf(int state) => _targets[state];

    private int Add(CharSet? set, int first, int second)
    {
        _sets.Add(set);
        _targets.Add((first, second));
        return _sets.Count - 1;
    }

    // Built from the end, so that each piece knows what follows it.
    private int Compile(PatternNode node, int next)
    {
        if (Count > MaxStates)
        {
            return next;
        }

        switch (node)
        {
            case PatternNode.Set set:
                return Add(set.Characters, next, -1);
            case PatternNode.Sequence sequence:
                for (var i = sequence.Items.Count - 1; i >= 0; i--)
                {
                    next = Compile(sequence.Items[i], next);
                }

                return next;
            case PatternNode.Choice choice:
                var entry = Compile(choice.Items[^1], next);
                for (var i = choice.Items.Count - 2; i >= 0; i--)
                {
                    entry = Add(null, Compile(choice.Items[i], next), entry);
                }

                return entry;
            case PatternNode.Repeat repeat:
                return CompileRepeat(repeat, next);
            default:
                throw new InvalidOperationException("unknown pattern node");
        }
    }

    private int CompileRepeat(PatternNode.Repeat repeat, int next)
    {
        var entry = next;
        if (repeat.Max is not { } max)
        {
            var loop = Add(null, -1, next);
            _targets[loop] = (Compile(repeat.Item, loop), next);
            entry = loop;
        }
        else
        {
            for (var i = repeat.Min; i < max && Count <= MaxStates; i++)
            {
                entry = Add(null, Compile(repeat.Item, entry), next);
            }
        }

        for (var i = 0; i < repeat.Min && Count <= MaxStates; i++)
        {
            entry = Compile(repeat.Item, entry);
        }

        return entry;
    }
}
