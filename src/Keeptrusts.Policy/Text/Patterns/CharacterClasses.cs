namespace Keeptrusts.Policy.Text.Patterns;

/// <summary>Parts the characters into classes that no set of a pattern tells apart.</summary>
internal sealed class CharacterClasses
{
    private readonly List<int>[] _classesOfSet;

    private CharacterClasses(char[] starts, byte[] classes, int count, List<int>[] classesOfSet)
    {
        RangeStarts = starts;
        RangeClasses = classes;
        Count = count;
        _classesOfSet = classesOfSet;
        Ascii = new byte[128];
        for (int c = 0, range = 0; c < Ascii.Length; c++)
        {
            while (range + 1 < starts.Length && starts[range + 1] <= c)
            {
                range++;
            }

            Ascii[c] = classes[range];
        }
    }

    public char[] RangeStarts { get; }

    public byte[] RangeClasses { get; }

    public byte[] Ascii { get; }

    public int Count { get; }

    /// <summary>Null when there are more classes than a byte can number.</summary>
    public static CharacterClasses? Of(IReadOnlyList<CharSet> sets)
    {
        var starts = new SortedSet<int> { 0 };
        foreach (var set in sets)
        {
            foreach (var (first, last) in set.Ranges)
            {
                starts.Add(first);
                starts.Add(last + 1);
            }
        }

        starts.Remove(char.MaxValue + 1);
        char[] ordered = [.. starts.Select(s => (char)s)];
        var members = new List<int>[ordered.Length];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = [];
        }

        for (var s = 0; s < sets.Count; s++)
        {
            foreach (var (first, last) in sets[s].Ranges)
            {
                for (var i = Array.BinarySearch(ordered, first); i < ordered.Length && ordered[i] <= last; i++)
                {
                    members[i].Add(s);
                }
            }
        }

        return Number(ordered, members, sets.Count);
    }

    public IReadOnlyList<int> ClassesOf(int set) => _classesOfSet[set];

    private static CharacterClasses? Number(char[] starts, List<int>[] members, int sets)
    {
        var numbers = new Dictionary<string, byte>();
        var classesOfSet = new List<int>[sets];
        for (var s = 0; s < sets; s++)
        {
            classesOfSet[s] = [];
        }

        var classes = new byte[starts.Length];
        for (var i = 0; i < starts.Length; i++)
        {
            var signature = string.Join(',', members[i]);
            if (!numbers.TryGetValue(signature, out var number))
            {
                if (numbers.Count == byte.MaxValue)
                {
                    return null;
                }

                numbers.Add(signature, number = (byte)numbers.Count);
                foreach (var s in members[i])
                {
                    classesOfSet[s].Add(number);
                }
            }

            classes[i] = number;
        }

        return new CharacterClasses(starts, classes, numbers.Count, classesOfSet);
    }
}
