namespace Keeptrusts.Policy.Injection.Rules;

/// <summary>The words of the rules, whole ones and stems, as a tree of letters.</summary>
internal sealed class Vocabulary
{
    /// <summary>A word may run this far beyond a stem.</summary>
    private const int LongestEnding = 8;

    /// <summary>Per state the entries it stands for, in ascending order.</summary>
    private readonly int[][] _entries;
    private readonly Dictionary<int, List<int>> _statesOf = [];

    /// <summary>Per node where its children begin in <see cref="_letters"/> and <see cref="_children"/>; the node behind the last says where they end.</summary>
    private readonly int[] _firstChild;
    private readonly char[] _letters;
    private readonly int[] _children;

    /// <summary>The children of the root, which has many, by letter; 0 = none.</summary>
    private readonly int[] _roots = new int[128];
    private readonly int[] _exact;
    private readonly int[] _stem;

    private Vocabulary(Dictionary<long, int> children, List<Node> nodes)
    {
        (int Node, char Letter, int Child)[] sorted = [.. children.Select(c => ((int)(c.Key >> 16), (char)c.Key, c.Value)).Order()];
        _letters = [.. sorted.Select(c => c.Letter)];
        _children = [.. sorted.Select(c => c.Child)];
        _firstChild = new int[nodes.Count + 1];
        foreach (var (node, letter, child) in sorted)
        {
            _firstChild[node + 1]++;
            if (node == 0 && letter < _roots.Length)
            {
                _roots[letter] = child;
            }
        }

        for (var node = 0; node < nodes.Count; node++)
        {
            _firstChild[node + 1] += _firstChild[node];
        }

        var entries = new List<int[]> { Array.Empty<int>() };
        (_exact, _stem) = (new int[nodes.Count], new int[nodes.Count]);
        for (var i = 0; i < nodes.Count; i++)
        {
            var stems = nodes[i].Stems;
            _stem[i] = stems.Count == nodes[nodes[i].Parent].Stems.Count ? _stem[nodes[i].Parent] : State(stems);
            _exact[i] = nodes[i].Whole.Count > 0 ? State([.. stems, .. nodes[i].Whole]) : _stem[i];
        }

        _entries = [.. entries];
        for (var state = 0; state < _entries.Length; state++)
        {
            foreach (var entry in _entries[state])
            {
                if (!_statesOf.TryGetValue(entry, out var states))
                {
                    _statesOf.Add(entry, states = []);
                }

                states.Add(state);
            }
        }

        int State(List<int> of)
        {
            if (of.Count == 0)
            {
                return 0;
            }

            entries.Add([.. of.Order()]);
            return entries.Count - 1;
        }
    }

    /// <param name="words">Words in normal form; <c>*</c> at the end makes a stem. A word's entry is its place in the list.</param>
    public static Vocabulary Of(IReadOnlyList<string> words)
    {
        var children = new Dictionary<long, int>();
        var nodes = new List<Node> { new() };
        for (var entry = 0; entry < words.Count; entry++)
        {
            var word = words[entry].TrimEnd('*');
            var node = 0;
            foreach (var letter in word)
            {
                if (!children.TryGetValue(Key(node, letter), out var next))
                {
                    next = nodes.Count;
                    nodes.Add(new Node { Parent = node });
                    children.Add(Key(node, letter), next);
                }

                node = next;
            }

            (words[entry].EndsWith('*') ? nodes[node].Stems : nodes[node].Whole).Add(entry);
        }

        // A longer word is every shorter stem too. Children come after their parents.
        for (var child = 1; child < nodes.Count; child++)
        {
            nodes[child].Stems.AddRange(nodes[nodes[child].Parent].Stems);
        }

        return new Vocabulary(children, nodes);
    }

    /// <summary>The state of a token: which entries it is; 0 where none.</summary>
    public int StateOf(ReadOnlySpan<char> word)
    {
        var (node, stem, stemEnd, count) = (0, 0, 0, 0);
        foreach (var letter in word)
        {
            if (letter is '\'' or '\u2019')
            {
                continue;
            }

            node = Child(node, letter);
            if (node == 0)
            {
                return word.Length - stemEnd <= LongestEnding ? stem : 0;
            }

            count++;
            if (_stem[node] != stem)
            {
                (stem, stemEnd) = (_stem[node], count);
            }
        }

        return _exact[node] != stem ? _exact[node] : word.Length - stemEnd <= LongestEnding ? stem : 0;
    }

    /// <summary>How many states there are.</summary>
    public int States => _entries.Length;

    /// <summary>The entries of a state.</summary>
    public ReadOnlySpan<int> Entries(int state) => _entries[state];

    /// <summary>The states that include one of some entries, as bits.</summary>
    public ulong[] StatesOf(IEnumerable<int> entries)
    {
        var states = new ulong[(States + 63) / 64];
        foreach (var state in entries.SelectMany(entry => _statesOf.GetValueOrDefault(entry, [])))
        {
            states[state / 64] |= 1ul << (state % 64);
        }

        return states;
    }

    /// <summary>Whether a state includes an entry.</summary>
    public bool Has(int state, int entry) => state != 0 && Array.BinarySearch(_entries[state], entry) >= 0;

    /// <summary>Whether the rules know the word, which must have four letters or more: shorter ones prove nothing.</summary>
    public bool Knows(ReadOnlySpan<char> word) => word.Length >= 4 && StateOf(word) != 0;

    /// <summary>The node behind a letter; 0 where there is none, since nothing leads to the root.</summary>
    private int Child(int node, char letter)
    {
        if (node == 0 && letter < _roots.Length)
        {
            return _roots[letter];
        }

        var first = _firstChild[node];
        var at = _letters.AsSpan(first, _firstChild[node + 1] - first).IndexOf(letter);
        return at < 0 ? 0 : _children[first + at];
    }

    private static long Key(int node, char letter) => ((long)node << 16) | letter;

    private sealed class Node
    {
        public int Parent { get; init; }

        public List<int> Whole { get; } = [];

        public List<int> Stems { get; } = [];
    }
}
