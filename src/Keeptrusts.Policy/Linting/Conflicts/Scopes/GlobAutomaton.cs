using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Linting.Conflicts.Scopes;

/// <summary>
/// One automaton that reads a text by all globs of a dimension at once. Texts without a star form a tree; those with stars are followed by their places.
/// </summary>
internal sealed class GlobAutomaton
{
    private const int MostPlaces = 60_000;
    private const int MostStates = 30_000;

    private readonly string[] _globs;
    private readonly int[] _owner; // of each place: its glob
    private readonly int[] _starts; // of each glob: its first place; -1 where it has no star
    private readonly GlobTree _tree = new();
    private readonly Dictionary<char, char> _written = []; // upper case → as first written
    private readonly WorkLimit _limit;

    private GlobAutomaton(IReadOnlyList<string> globs, WorkLimit limit)
    {
        _limit = limit;
        _globs = [.. globs];
        _starts = new int[_globs.Length];
        var owners = new List<int>();
        for (var g = 0; g < _globs.Length; g++)
        {
            foreach (var c in _globs[g])
            {
                _written[Glob.Fold(c)] = _written.TryGetValue(Glob.Fold(c), out var first) ? first : c;
            }

            _starts[g] = _globs[g].Contains('*') ? owners.Count : -1;
            if (_starts[g] < 0)
            {
                _tree.Add(_globs[g], g);
            }
            else
            {
                owners.AddRange(Enumerable.Repeat(g, _globs[g].Length + 1));
            }
        }

        _owner = [.. owners];
    }

    /// <summary>The distinct classes of texts of one character or more; <see langword="null"/> where there are too many.</summary>
    public static IReadOnlyList<GlobClass>? Classes(IReadOnlyList<string> globs, WorkLimit limit)
    {
        var automaton = new GlobAutomaton(globs, limit);
        if (automaton._owner.Length <= MostPlaces && automaton.Run() is { } classes)
        {
            return classes;
        }

        limit.LeaveOut();
        return null;
    }

    private List<GlobClass>? Run()
    {
        var other = Other();
        var classes = new Dictionary<string, GlobClass>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<(int[] Places, int Node, string Text)>();
        queue.Enqueue((Close([.. _starts.Where(s => s >= 0)]), GlobTree.Root, ""));
        while (queue.Count > 0)
        {
            var (places, node, text) = queue.Dequeue();
            foreach (var c in Alphabet(places, node, other))
            {
                var next = (Places: Step(places, c), Node: _tree.Step(node, c));
                if (!_limit.Spend(1 + places.Length) || seen.Count > MostStates)
                {
                    return null;
                }

                if (!seen.Add(KeyOf(next.Places, next.Node)))
                {
                    continue;
                }

                var longer = text + (_written.TryGetValue(c, out var written) ? written : char.ToLowerInvariant(c));
                queue.Enqueue((next.Places, next.Node, longer));
                var accepted = Accepted(next.Places, next.Node);
                var key = string.Join(",", accepted);
                if (!classes.ContainsKey(key))
                {
                    classes[key] = new GlobClass(accepted, longer);
                }
            }
        }

        return [.. classes.Values];
    }

    // Characters that no place waits for all lead to one state.
    private HashSet<char> Alphabet(int[] places, int node, char other)
    {
        var alphabet = new HashSet<char> { other };
        alphabet.UnionWith(_tree.Next(node));
        foreach (var place in places)
        {
            var (glob, at) = At(place);
            if (at < glob.Length && glob[at] != '*')
            {
                alphabet.Add(Glob.Fold(glob[at]));
            }
        }

        return alphabet;
    }

    private int[] Step(int[] places, char c)
    {
        var next = new List<int>();
        foreach (var place in places)
        {
            var (glob, at) = At(place);
            if (at < glob.Length && glob[at] == '*')
            {
                next.Add(place);
            }
            else if (at < glob.Length && Glob.Fold(glob[at]) == c)
            {
                next.Add(place + 1);
            }
        }

        return Close(next);
    }

    /// <summary>A star may be empty; and what an earlier star accepts a later one of the same glob does as well.</summary>
    private int[] Close(List<int> places)
    {
        var closed = new SortedSet<int>(places);
        foreach (var place in places)
        {
            for (var p = place; At(p) is var (glob, at) && at < glob.Length && glob[at] == '*'; p++)
            {
                closed.Add(p + 1);
            }
        }

        var kept = new List<int>(closed.Count);
        var (owner, starred) = (-1, false);
        foreach (var place in closed.Reverse())
        {
            if (owner != _owner[place])
            {
                (owner, starred) = (_owner[place], false);
            }

            if (!starred)
            {
                kept.Add(place);
                starred = At(place) is var (glob, at) && at < glob.Length && glob[at] == '*';
            }
        }

        kept.Reverse();
        return [.. kept];
    }

    private ulong[] Accepted(int[] places, int node)
    {
        var bits = new ulong[(_globs.Length + 63) / 64];
        foreach (var g in places.Where(p => At(p) is var (glob, at) && at == glob.Length).Select(p => _owner[p]).Concat(_tree.Ends(node)))
        {
            bits[g / 64] |= 1UL << (g % 64);
        }

        return bits;
    }

    private (string Glob, int At) At(int place) => (_globs[_owner[place]], place - _starts[_owner[place]]);

    private char Other()
    {
        for (var c = 'A'; ; c++)
        {
            var candidate = c <= 'Z' ? (char)('Z' - (c - 'A')) : c; // from the end: X, Y and Z are rarer than A
            if (candidate != '*' && !_written.ContainsKey(Glob.Fold(candidate)) && Glob.Fold(candidate) == candidate && !char.IsControl(candidate))
            {
                return candidate;
            }
        }
    }

    private static string KeyOf(int[] places, int node)
    {
        var key = new char[places.Length + 2];
        (key[0], key[1]) = ((char)(node + 1), (char)((node + 1) >> 16));
        for (var i = 0; i < places.Length; i++)
        {
            key[i + 2] = (char)places[i];
        }

        return new string(key);
    }
}
