namespace Keeptrusts.Policy.Linting.Conflicts.Scopes;

/// <summary>The calls to which a policy applies.</summary>
/// <param name="Number">Scopes with one number are the same.</param>
/// <param name="Boxes">The calls.</param>
/// <param name="Known">Those of them all of whose facts are known.</param>
/// <param name="IsExact">Whether boxes tell all that is needed to say that others cover the scope.</param>
internal sealed record Scope(int Number, IReadOnlyList<Box> Boxes, IReadOnlyList<Box> Known, bool IsExact)
{
    private readonly int[][] _reach = [.. Known.Select(Reach)];

    /// <summary>Whether there are calls of both whose facts are known.</summary>
    public bool MeetsKnown(Scope other)
    {
        for (var i = 0; i < Known.Count; i++)
        {
            foreach (var theirs in other.Boxes)
            {
                if (Meet(Known[i], _reach[i], theirs))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // Where a side has its first and its last member: most have one or two of a thousand.
    private static int[] Reach(Box box)
    {
        var reach = new int[2 * Box.Dimensions];
        for (var d = 0; d < Box.Dimensions; d++)
        {
            var side = box[(Dimension)d] ?? [];
            reach[2 * d] = Math.Max(0, Array.FindIndex(side, word => word != 0));
            reach[(2 * d) + 1] = Array.FindLastIndex(side, word => word != 0);
        }

        return reach;
    }

    private static bool Meet(Box box, int[] reach, Box other)
    {
        for (var d = 0; d < Box.Dimensions; d++)
        {
            if (box[(Dimension)d] is not { } mine || other[(Dimension)d] is not { } theirs)
            {
                continue; // no box of a scope is empty
            }

            var w = reach[2 * d];
            while (w <= reach[(2 * d) + 1] && (mine[w] & theirs[w]) == 0)
            {
                w++;
            }

            if (w > reach[(2 * d) + 1])
            {
                return false;
            }
        }

        return true;
    }
}
