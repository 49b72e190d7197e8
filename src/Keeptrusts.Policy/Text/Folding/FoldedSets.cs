using System.Collections.Concurrent;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Folding;

/// <summary>Sets of characters as they look in folded text.</summary>
internal static class FoldedSets
{
    private const int MostCached = 256;

    private static readonly ConcurrentDictionary<CharSet, CharSet> Known = new();

    /// <summary>The folds of the members of a set.</summary>
    public static CharSet Fold(CharSet set)
    {
        if (Known.TryGetValue(set, out var known))
        {
            return known;
        }

        var folds = new SortedSet<char>();
        foreach (var (first, last) in set.Ranges)
        {
            for (int c = first; c <= last; c++)
            {
                var fold = FoldTable.Fold((char)c);
                if (fold != FoldTable.Deleted)
                {
                    folds.Add(fold);
                }
            }
        }

        var folded = CharSet.Of([.. Ranges(folds)]);
        if (Known.Count < MostCached)
        {
            Known.TryAdd(set, folded);
        }

        return folded;
    }

    private static IEnumerable<(char First, char Last)> Ranges(SortedSet<char> members)
    {
        (char First, char Last)? run = null;
        foreach (var c in members)
        {
            if (run is { } open && open.Last + 1 == c)
            {
                run = (open.First, c);
                continue;
            }

            if (run is { } done)
            {
                yield return done;
            }

            run = (c, c);
        }

        if (run is { } last)
        {
            yield return last;
        }
    }
}
