using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>
/// What each character means to a set of detectors: its class for the machine, and the place behind it, that is, which detectors may start there. Detectors are not
/// asked more than that for a start: whether they really may is asked when one of their patterns ends, or when text would have to wait for them.
/// </summary>
internal sealed class Places
{
    private const int Ascii = 128;
    private const int PageSize = 256;
    private const int MaxPlaces = 255;

    private readonly DetectorSet _set;
    private readonly int[] _ascii = new int[Ascii];
    private readonly int[]?[] _pages = new int[]?[(char.MaxValue + 1) / PageSize];
    private readonly List<(ulong[] Followers, Preceding Preceding)> _places = [];
    private readonly Dictionary<ulong[], int> _numbers = new(BitsComparer.Instance);
    private readonly Lock _adding = new();
    private readonly ulong[] _everyone;
    private readonly int[] _firstAfter = new int[Ascii]; // 1 more than the place; 0: not known
    private readonly int _first;
    private Roots _roots;

    public Places(DetectorSet set)
    {
        _set = set;
        _everyone = new ulong[(set.Detectors.Length + 63) / 64];
        for (var d = 0; d < set.Detectors.Length; d++)
        {
            _everyone[d / 64] |= 1UL << (d % 64);
        }

        _first = NumberOf(_everyone, Preceding.Nothing);
        foreach (var preceding in (Preceding[])[Preceding.Word, Preceding.NoWord])
        {
            NumberOf(_everyone, preceding);
        }

        for (var c = (char)0; c < Ascii; c++)
        {
            _ascii[c] = WorkOut(c);
        }

        _roots = new Roots(set.Machine.Epoch, MaxPlaces);
    }

    /// <summary>The class of a character in the low 16 bits, the place behind it above.</summary>
    public int this[char c]
    {
        get
        {
            if (c < Ascii)
            {
                return _ascii[c];
            }

            return (Volatile.Read(ref _pages[c / PageSize]) ?? WorkOutPage(c / PageSize))[c % PageSize];
        }
    }

    /// <summary>The place at which a text starts.</summary>
    /// <param name="previous">What precedes it as left context only.</param>
    public int First(ReadOnlySpan<char> previous)
    {
        if (previous.IsEmpty)
        {
            return _first;
        }

        var c = previous[^1];
        if (c >= Ascii)
        {
            return NumberOf(Followers(c), Preceding.Nothing);
        }

        if (_firstAfter[c] == 0)
        {
            _firstAfter[c] = NumberOf(Followers(c), Preceding.Nothing) + 1;
        }

        return _firstAfter[c] - 1;
    }

    /// <summary>The roots of all places, as long as the machine keeps its states.</summary>
    public Roots Current()
    {
        var roots = Volatile.Read(ref _roots);
        if (roots.Epoch != _set.Machine.Epoch)
        {
            roots = new Roots(_set.Machine.Epoch, MaxPlaces);
            Volatile.Write(ref _roots, roots);
        }

        return roots;
    }

    /// <summary>Works out the state before a first character.</summary>
    /// <param name="place">Where.</param>
    /// <param name="context">The patterns that the last words make credible.</param>
    /// <param name="all">Whether all patterns are taken for credible.</param>
    public MachineState Start(int place, ReadOnlySpan<ulong> context, bool all)
    {
        ulong[] followers;
        Preceding preceding;
        lock (_adding)
        {
            (followers, preceding) = _places[place];
        }

        var patterns = new ulong[_set.Words];
        for (var p = 0; p < _set.DetectorOf.Length; p++)
        {
            var credible = all || !_set.IsOfContext(p) || _set.AsksContext(p) || Has(context, p);
            patterns[p / 64] |= credible && Has(followers, _set.DetectorOf[p]) ? 1UL << (p % 64) : 0;
        }

        return _set.Machine.Start(patterns, preceding);
    }

    private static bool Has(ReadOnlySpan<ulong> bits, int index) => !bits.IsEmpty && ((bits[index / 64] >> (index % 64)) & 1) != 0;

    private int[] WorkOutPage(int number)
    {
        var page = new int[PageSize];
        for (var c = 0; c < PageSize; c++)
        {
            page[c] = WorkOut((char)((number * PageSize) + c));
        }

        Volatile.Write(ref _pages[number], page);
        return page;
    }

    private int WorkOut(char c)
    {
        var characterClass = _set.Machine.Classes.Of(c);
        return characterClass | (NumberOf(Followers(c), _set.Machine.Classes.IsWord(characterClass) ? Preceding.Word : Preceding.NoWord) << 16);
    }

    private ulong[] Followers(char previous)
    {
        var followers = new ulong[_everyone.Length];
        for (var d = 0; d < _set.Detectors.Length; d++)
        {
            followers[d / 64] |= _set.Detectors[d].MayFollow(previous) ? 1UL << (d % 64) : 0;
        }

        return followers;
    }

    // Where there are too many places, a further one is taken for one at which anybody may start.
    private int NumberOf(ulong[] followers, Preceding preceding)
    {
        ulong[] key = [.. followers, (ulong)preceding];
        lock (_adding)
        {
            if (_numbers.TryGetValue(key, out var number))
            {
                return number;
            }

            if (_places.Count == MaxPlaces)
            {
                return _numbers[[.. _everyone, (ulong)preceding]];
            }

            _numbers.Add(key, _places.Count);
            _places.Add((followers, preceding));
            return _places.Count - 1;
        }
    }
}
