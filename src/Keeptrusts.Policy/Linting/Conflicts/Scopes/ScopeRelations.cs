namespace Keeptrusts.Policy.Linting.Conflicts.Scopes;

/// <summary>How the scopes of a document lie to each other; each pair is looked at once.</summary>
internal sealed class ScopeRelations(ScopeSpace space, WorkLimit limit)
{
    private readonly int _count = space.Count;
    private readonly byte[] _seen = new byte[space.Count * space.Count];

    public Overlap Of(Scope a, Scope b)
    {
        var known = (Overlap)_seen[(a.Number * _count) + b.Number];
        if (known.HasFlag(Overlap.Compared))
        {
            return known;
        }

        var overlap = Compare(a, b);
        _seen[(a.Number * _count) + b.Number] = (byte)overlap;
        return overlap;
    }

    /// <summary>Whether there are calls of both whose facts are known.</summary>
    public bool Meet(Scope a, Scope b)
    {
        var known = (Overlap)_seen[(a.Number * _count) + b.Number];
        if ((known & Overlap.Seen) == 0)
        {
            known = Overlap.Seen | (a.MeetsKnown(b) ? Overlap.Meets : 0);
            _seen[(a.Number * _count) + b.Number] |= (byte)known;
            _seen[(b.Number * _count) + a.Number] |= (byte)known;
        }

        return (known & Overlap.Meets) != 0;
    }

    /// <summary>Whether other scopes together cover boxes.</summary>
    public bool Covers(IReadOnlyList<Box> boxes, IEnumerable<Scope> others) =>
        space.Subtract(boxes, others.SelectMany(o => o.Boxes), limit) is { Count: 0 };

    private Overlap Compare(Scope a, Scope b)
    {
        if (!Meet(a, b))
        {
            return Overlap.Seen | Overlap.Compared;
        }

        var overlap = Overlap.Seen | Overlap.Compared | Overlap.Meets;
        if (a.Number == b.Number)
        {
            return overlap | Overlap.KnownInside | Overlap.Inside;
        }

        return !a.IsExact || !Covers(a.Known, [b]) ? overlap
            : overlap | Overlap.KnownInside | (Covers(a.Boxes, [b]) ? Overlap.Inside : 0);
    }
}
