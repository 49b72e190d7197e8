using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Linting.Conflicts.Scopes;

/// <summary>The globs without a star, by their characters.</summary>
internal sealed class GlobTree
{
    public const int Root = 0;

    /// <summary>The text has left the tree.</summary>
    public const int Outside = -1;

    private readonly List<Dictionary<char, int>> _next = [[]];
    private readonly List<List<int>> _ends = [[]];

    public void Add(string text, int glob)
    {
        var node = Root;
        foreach (var c in text)
        {
            if (!_next[node].TryGetValue(Glob.Fold(c), out var next))
            {
                next = _next.Count;
                _next[node][Glob.Fold(c)] = next;
                _next.Add([]);
                _ends.Add([]);
            }

            node = next;
        }

        _ends[node].Add(glob);
    }

    public int Step(int node, char c) => node != Outside && _next[node].TryGetValue(c, out var next) ? next : Outside;

    public IEnumerable<char> Next(int node) => node == Outside ? [] : _next[node].Keys;

    public IReadOnlyList<int> Ends(int node) => node == Outside ? [] : _ends[node];
}
