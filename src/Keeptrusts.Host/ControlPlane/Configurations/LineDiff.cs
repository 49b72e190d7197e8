namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>The fewest lines to remove and to add that make one list of lines from another (Myers, 1986).</summary>
internal static class LineDiff
{
    // Two texts with more differences have nothing to do with each other: then one is removed whole and the other added.
    private const int MostEdits = 2000;

    /// <summary>All lines of both in order, each kept, removed or added.</summary>
    public static IReadOnlyList<DiffLine> Of(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var head = 0;
        while (head < before.Count && head < after.Count && before[head] == after[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < before.Count - head && tail < after.Count - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        string[] left = [.. before.Skip(head).Take(before.Count - head - tail)];
        string[] right = [.. after.Skip(head).Take(after.Count - head - tail)];
        return
        [
            .. before.Take(head).Select(line => new DiffLine(' ', line)),
            .. Middle(left, right),
            .. before.Skip(before.Count - tail).Select(line => new DiffLine(' ', line)),
        ];
    }

    private static List<DiffLine> Middle(string[] left, string[] right) =>
        Trace(left, right) is { } trace
            ? Walk(left, right, trace)
            : [.. left.Select(line => new DiffLine('-', line)), .. right.Select(line => new DiffLine('+', line))];

    // For each number of edits, how far along the left text each diagonal comes.
    private static List<int[]>? Trace(string[] left, string[] right)
    {
        var trace = new List<int[]>();
        var far = new int[] { 0, 0, 0 };
        for (var edits = 0; edits <= Math.Min(left.Length + right.Length, MostEdits); edits++)
        {
            // Of the diagonals -edits-1 … edits+1; the row before is one narrower on each side.
            var row = new int[(2 * edits) + 3];
            for (var diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                var x = edits == 0 ? 0 : From(far, edits - 1, diagonal);
                while (x < left.Length && x - diagonal < right.Length && left[x] == right[x - diagonal])
                {
                    x++;
                }

                row[diagonal + edits + 1] = x;
                if (x >= left.Length && x - diagonal >= right.Length)
                {
                    trace.Add(row);
                    return trace;
                }
            }

            trace.Add(row);
            far = row;
        }

        return null;
    }

    // One more edit: down (an added line) from the diagonal above, or right (a removed one) from the one below, whichever came further.
    private static int From(int[] row, int edits, int diagonal) => IsDown(row, edits, diagonal) ? row[diagonal + edits + 2] : row[diagonal + edits] + 1;

    private static bool IsDown(int[] row, int edits, int diagonal) =>
        diagonal == -(edits + 1) || (diagonal != edits + 1 && row[diagonal + edits] < row[diagonal + edits + 2]);

    private static List<DiffLine> Walk(string[] left, string[] right, List<int[]> trace)
    {
        var lines = new List<DiffLine>();
        var (x, y) = (left.Length, right.Length);
        for (var edits = trace.Count - 1; edits >= 0; edits--)
        {
            var isDown = edits > 0 && IsDown(trace[edits - 1], edits - 1, x - y);
            var start = edits == 0 ? 0 : From(trace[edits - 1], edits - 1, x - y);
            for (; x > start; x--, y--)
            {
                lines.Add(new(' ', left[x - 1]));
            }

            if (edits > 0)
            {
                lines.Add(isDown ? new('+', right[--y]) : new('-', left[--x]));
            }
        }

        lines.Reverse();
        return lines;
    }
}
