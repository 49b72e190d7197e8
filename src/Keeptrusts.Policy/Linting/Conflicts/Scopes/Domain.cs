using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Linting.Conflicts.Scopes;

/// <summary>
/// What a fact can be, as far as the document's globs can tell: missing, or one of their classes. A call has several models and targets; of those a selector
/// asks whether any (<c>when</c>) or all (<c>except</c>) match, and two are enough to tell the difference.
/// </summary>
internal sealed class Domain
{
    /// <summary>Most classes of which pairs are made.</summary>
    private const int MostPaired = 64;

    private readonly IReadOnlyList<GlobClass> _classes;
    private readonly Dictionary<string, int> _globs;
    private readonly List<(int First, int Second)> _values = []; // of classes; (-1, -1) is the missing fact

    private Domain(IReadOnlyList<string> globs, IReadOnlyList<GlobClass> classes, bool hasMissing, bool hasPairs)
    {
        _classes = classes;
        _globs = globs.Select((g, i) => (g, i)).ToDictionary(x => x.g, x => x.i, StringComparer.Ordinal);
        if (hasMissing)
        {
            _values.Add((-1, -1));
        }

        _values.AddRange(classes.Select((_, c) => (c, c)));
        for (var i = 0; hasPairs && i < classes.Count; i++)
        {
            for (var j = i + 1; j < classes.Count; j++)
            {
                _values.Add((i, j));
            }
        }

        Known = Bits.Of(_values.Count, v => _values[v].First >= 0);
    }

    public int Count => _values.Count;

    /// <summary>The values that are not missing.</summary>
    public ulong[]? Known { get; }

    /// <summary>Whether pairs of classes were asked for, and are too many: then no <c>except</c> that looks at them can be judged.</summary>
    public bool LacksPairs { get; private set; }

    /// <param name="globs">All globs that selectors hold for this fact.</param>
    /// <param name="closed">All values that it can have, where that is known.</param>
    /// <param name="hasMissing">Whether it may be missing.</param>
    /// <param name="wantsPairs">Whether a call has several, and an exception looks at them.</param>
    /// <param name="limit">How much work it may be.</param>
    public static Domain? Of(IReadOnlyList<string> globs, IReadOnlyList<string>? closed, bool hasMissing, bool wantsPairs, WorkLimit limit)
    {
        var classes = closed is null ? GlobAutomaton.Classes(globs, limit) : Closed(globs, closed);
        if (classes is null)
        {
            return null;
        }

        var tooMany = wantsPairs && classes.Count > MostPaired;
        if (tooMany)
        {
            limit.LeaveOut();
        }

        return new Domain(globs, classes, hasMissing, wantsPairs && !tooMany) { LacksPairs = tooMany };
    }

    /// <summary>As <c>when</c>.</summary>
    public ulong[]? Any(IReadOnlyList<string> globs, bool whenMissing) => globs.Count == 0
        ? null
        : Values(globs, (first, second, matches) => first < 0 ? whenMissing : matches[first] || matches[second]);

    /// <summary>As <c>except</c>.</summary>
    public ulong[]? All(IReadOnlyList<string> globs) => globs.Count == 0
        ? null
        : Values(globs, (first, second, matches) => first >= 0 && matches[first] && matches[second]);

    /// <summary>A fact of a set: a single one that is known, if there is one. <see langword="null"/> where any will do, or none can be written down.</summary>
    public (bool IsWritten, string? Fact) Example(ulong[]? set)
    {
        if (set is null)
        {
            return (true, null);
        }

        for (var v = 0; v < _values.Count; v++)
        {
            if (Bits.Has(set, v) && _values[v].First >= 0 && _values[v].First == _values[v].Second)
            {
                return (true, _classes[_values[v].First].Example);
            }
        }

        return (Bits.Has(set, 0) && _values[0].First < 0, null);
    }

    private ulong[]? Values(IReadOnlyList<string> globs, Func<int, int, bool[], bool> isMember)
    {
        var matches = new bool[_classes.Count];
        foreach (var glob in globs)
        {
            for (var c = 0; c < matches.Length; c++)
            {
                matches[c] |= _classes[c].IsIn(_globs[glob]);
            }
        }

        return Bits.Of(_values.Count, v => isMember(_values[v].First, _values[v].Second, matches));
    }

    private static List<GlobClass> Closed(IReadOnlyList<string> globs, IReadOnlyList<string> facts)
    {
        var classes = new Dictionary<string, GlobClass>(StringComparer.Ordinal);
        foreach (var fact in facts)
        {
            var bits = new ulong[(globs.Count + 63) / 64];
            for (var g = 0; g < globs.Count; g++)
            {
                bits[g / 64] |= Glob.IsMatch(globs[g], fact) ? 1UL << (g % 64) : 0;
            }

            var key = string.Join(",", bits);
            if (!classes.ContainsKey(key))
            {
                classes[key] = new GlobClass(bits, fact);
            }
        }

        return [.. classes.Values];
    }
}
