namespace Keeptrusts.Host.ControlPlane;

/// <summary>Finds the name that was probably meant.</summary>
internal static class DidYouMean
{
    private const int MaxListed = 12;

    /// <summary>A clause for an error message: the nearest name where one is near, else the names there are.</summary>
    public static string Clause(string typed, IReadOnlyCollection<string> known, string plural)
    {
        var nearest = Nearest(typed, known);
        var listed = string.Join(", ", known.Order(StringComparer.Ordinal).Take(MaxListed).Select(n => $"`{n}`"));
        var more = known.Count > MaxListed ? ", …" : "";
        return nearest is null ? $"{plural}: {listed}{more}" : $"did you mean `{nearest}`? {plural}: {listed}{more}";
    }

    /// <summary>The name that was probably meant, or <see langword="null"/>.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known) => known.Select(name => (name, distance: Distance(typed, name)))
        .Where(x => x.distance <= Math.Max(1, typed.Length / 3))
        .OrderBy(x => x.distance)
        .Select(x => x.name)
        .FirstOrDefault();

    /// <summary>Edits (insert, delete, replace) from one to the other, case ignored.</summary>
    internal static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (same ? 0 : 1));
            }

            previous = current;
        }

        return previous[^1];
    }
}
