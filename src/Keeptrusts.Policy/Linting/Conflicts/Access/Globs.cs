using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Linting.Conflicts.Access;

/// <summary>What two globs have to do with each other.</summary>
internal static class Globs
{
    /// <summary>Whether all names of one glob are names of another: a star of the narrower one can only stand for a star of the wider one.</summary>
    public static bool Contains(string wide, string narrow) => Glob.IsMatch(wide, narrow);

    /// <summary>Whether there is a name of both.</summary>
    public static bool Meet(string a, string b)
    {
        // reach[j]: the first i characters of the one and the first j of the other can stand for one text.
        var reach = new bool[b.Length + 1];
        reach[0] = true;
        for (var j = 1; j <= b.Length; j++)
        {
            reach[j] = reach[j - 1] && b[j - 1] == '*';
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = reach[0];
            reach[0] = reach[0] && a[i - 1] == '*';
            for (var j = 1; j <= b.Length; j++)
            {
                var above = reach[j];
                reach[j] = a[i - 1] == '*' || b[j - 1] == '*'
                    ? above || reach[j - 1]
                    : diagonal && Glob.Fold(a[i - 1]) == Glob.Fold(b[j - 1]);
                diagonal = above;
            }
        }

        return reach[b.Length];
    }
}
