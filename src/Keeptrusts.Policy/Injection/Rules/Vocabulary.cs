using System.Collections.Frozen;

namespace Keeptrusts.Policy.Injection.Rules;

/// <summary>The words of the rules, whole ones and stems, as a tree of letters.</summary>
internal sealed class Vocabulary
{
    /// <summary>A word may run this far beyond a stem.</summary>
    private const int LongestEnding = 8;

    /// <summary>Per state the entries it stands for, in ascending order.</summary>
    private readonly int[][] _entries;
    private readonly FrozenDictionary<long, int> _children;
    private readonly int[] _exact;
    private readonly int[] _stem;

    private Vocabulary(Dictionary<long, int> children, List<Node> nodes)
    {
        _children = children.ToFrozenDictionary();
        var entries = new List<int[]> { Array.Empty<int>() };
        (_exact, _stem) = (new int[nodes.Count], new int[nodes.Count]);
        for (var i = 0; i < nodes.Count; i++)
        {
            var stems = nodes[i].Stems;
            _stem[i] = stems.Count == nodes[nodes[i].Parent].Stems.Count ? _stem[nodes[i].Parent] : State(stems);
            _exact[i] = nodes[i].Whole.Count > 0 ? State([.. stems, .. nodes[i].Whole]) : _stem[i];
        }

        _entries = [.. entries];

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

            if (!_children.TryGetValue(Key(node, letter), out node))
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

    /// <summary>The entries of a state.</summary>
    public ReadOnlySpan<int> Entries(int state) => _entries[state];

    /// <summary>Whether a state includes an entry.</summary>
    public bool Has(int state, int entry) => state != 0 && Array.BinarySearch(_entries[state], entry) >= 0;

    /// <summary>Whether the rules know the word, which must have four letters or more: shorter ones prove nothing.</summary>
    public bool Knows(ReadOnlySpan<char> word) => word.Length >= 4 && StateOf(word) != 0;

    private static long Key(int node, char letter) => ((long)node << 16) | letter;

    private sealed class Node
    {
        public int Parent { get; init; }

        public List<int> Whole { get; } = [];

        public List<int> Stems { get; } = [];
    }
}
