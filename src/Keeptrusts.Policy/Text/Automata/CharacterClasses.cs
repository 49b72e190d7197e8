using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Automata;

/// <summary>Parts the characters into classes that no set tells apart, nor the question whether a character belongs to a word.</summary>
internal sealed class CharacterClasses
{
    private const int Ascii = 128;

    private readonly ushort[] _ascii = new ushort[Ascii];
    private readonly char[] _starts;
    private readonly ushort[] _classes;
    private readonly ulong[][] _setsOfClass;
    private readonly bool[] _isWord;

    public CharacterClasses(IReadOnlyList<CharSet> sets)
    {
        CharSet[] all = [.. sets, CharSet.WordCharacters];
        var starts = new SortedSet<int> { 0 };
        foreach (var (first, last) in all.SelectMany(set => set.Ranges))
        {
            starts.Add(first);
            starts.Add(last + 1);
        }

        starts.Remove(char.MaxValue + 1);
        _starts = [.. starts.Select(s => (char)s)];
        var words = (all.Length + 63) / 64;
        var members = new ulong[_starts.Length][];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = new ulong[words];
        }

        for (var s = 0; s < all.Length; s++)
        {
            foreach (var (first, last) in all[s].Ranges)
            {
                for (var i = Array.BinarySearch(_starts, first); i < _starts.Length && _starts[i] <= last; i++)
                {
                    members[i][s / 64] |= 1UL << (s % 64);
                }
            }
        }

        var numbers = new Dictionary<string, ushort>(StringComparer.Ordinal);
        var setsOfClass = new List<ulong[]>();
        _classes = new ushort[_starts.Length];
        for (var i = 0; i < _starts.Length; i++)
        {
            var signature = string.Join(",", members[i]);
            if (!numbers.TryGetValue(signature, out var number))
            {
                numbers.Add(signature, number = (ushort)numbers.Count);
                setsOfClass.Add(members[i]);
            }

            _classes[i] = number;
        }

        _setsOfClass = [.. setsOfClass];
        _isWord = [.. _setsOfClass.Select(m => (m[(all.Length - 1) / 64] >> ((all.Length - 1) % 64) & 1) != 0)];
        for (var c = 0; c < Ascii; c++)
        {
            _ascii[c] = WideClass((char)c);
        }
    }

    public int Count => _setsOfClass.Length;

    public int Of(char c) => c < Ascii ? _ascii[c] : WideClass(c);

    /// <summary>Whether a set, by its number, holds the characters of a class.</summary>
    public bool Holds(int set, int characterClass) => (_setsOfClass[characterClass][set / 64] >> (set % 64) & 1) != 0;

    /// <summary>Whether the characters of a class belong to words (<c>\w</c>).</summary>
    public bool IsWord(int characterClass) => _isWord[characterClass];

    private ushort WideClass(char c)
    {
        var index = Array.BinarySearch(_starts, c);
        return _classes[index >= 0 ? index : ~index - 1];
    }
}
