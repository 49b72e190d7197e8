using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Keeptrusts.Policy.Text.Automata;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>
/// Detectors joined into one machine, with what decides which of their patterns may start at a place. A pattern's number is that of its form: each detector has one,
/// followed by one more where context words make further forms credible. Immutable and shared.
/// </summary>
internal sealed class DetectorSet
{
    private const int Ascii = 128;

    private static readonly ConditionalWeakTable<SpanDetector, List<WeakReference<DetectorSet>>> Known = [];

    private readonly ulong[] _starting; // [class][word]: patterns that may start with a character of the class
    private readonly ulong[] _following; // [ASCII character][word]: patterns that may follow it
    private readonly byte[] _begin = new byte[Ascii * Ascii];
    private readonly FrozenDictionary<string, ulong[]>.AlternateLookup<ReadOnlySpan<char>> _contexts;

    private DetectorSet(SpanDetector[] detectors)
    {
        Detectors = detectors;
        DetectorOf = [.. detectors.SelectMany((d, i) => d.ContextForm is null ? (int[])[i] : [i, i])];
        Machine = new Machine([.. detectors.SelectMany(d => d.ContextForm is null ? (Patterns.PatternNode[])[d.Form] : [d.Form, d.ContextForm])]);
        Words = (DetectorOf.Length + 63) / 64;
        Caps = [.. detectors.Select(d => d.MaxLength).Distinct().Order()];
        (Anywhere, AskedContext) = (new ulong[Words], new ulong[Words]);
        _starting = new ulong[Machine.Classes.Count * Words];
        _following = new ulong[Ascii * Words];
        var contexts = new Dictionary<string, ulong[]>(StringComparer.Ordinal);
        for (var pattern = 0; pattern < DetectorOf.Length; pattern++)
        {
            Enter(pattern, contexts);
        }

        _contexts = contexts.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        for (var pair = 0; pair < _begin.Length; pair++)
        {
            var (previous, c) = ((char)(pair / Ascii), (char)(pair % Ascii));
            _begin[pair] = Starting(c).ToArray().Where((bits, w) => (bits & _following[(previous * Words) + w]) != 0).Any() ? (byte)1 : (byte)0;
        }
    }

    public SpanDetector[] Detectors { get; }

    public Machine Machine { get; }

    /// <summary>The detector of each pattern.</summary>
    public int[] DetectorOf { get; }

    /// <summary>How many 64-bit words a set of patterns takes.</summary>
    public int Words { get; }

    /// <summary>The longest spans of the detectors, in rising order.</summary>
    public int[] Caps { get; }

    /// <summary>The patterns that need no context.</summary>
    public ulong[] Anywhere { get; }

    /// <summary>The patterns whose detector is asked for its context.</summary>
    public ulong[] AskedContext { get; }

    /// <summary>The set of some detectors. Sets in use are shared, since phases and policies mostly look for the same.</summary>
    public static DetectorSet Of(IReadOnlyList<SpanDetector> detectors)
    {
        if (detectors.Count == 0)
        {
            return new DetectorSet([]);
        }

        var sets = Known.GetOrCreateValue(detectors[0]);
        lock (sets)
        {
            sets.RemoveAll(s => !s.TryGetTarget(out _));
            foreach (var known in sets)
            {
                if (known.TryGetTarget(out var set) && set.Detectors.AsSpan().SequenceEqual([.. detectors]))
                {
                    return set;
                }
            }

            var added = new DetectorSet([.. detectors]);
            sets.Add(new WeakReference<DetectorSet>(added));
            return added;
        }
    }

    /// <summary>Whether any pattern may start with <paramref name="c"/> after <paramref name="previous"/>; asks no detector.</summary>
    public bool MayBegin(char previous, char c) => (previous | c) >= Ascii || _begin[(previous * Ascii) + c] != 0;

    /// <summary>The patterns that may start with <paramref name="c"/>.</summary>
    public ReadOnlySpan<ulong> Starting(char c) => _starting.AsSpan(Machine.Classes.Of(c) * Words, Words);

    /// <summary>The patterns that may follow <paramref name="previous"/>; empty for all.</summary>
    public ReadOnlySpan<ulong> Following(char previous) => previous < Ascii ? _following.AsSpan(previous * Words, Words) : default;

    /// <summary>The patterns for which a word makes the context; <see langword="null"/> for none.</summary>
    public ulong[]? ContextOf(ReadOnlySpan<char> word) => _contexts.TryGetValue(word, out var patterns) ? patterns : null;

    private void Enter(int pattern, Dictionary<string, ulong[]> contexts)
    {
        var (word, bit) = (pattern / 64, 1UL << (pattern % 64));
        var detector = Detectors[DetectorOf[pattern]];
        foreach (var first in Machine.FirstClasses(pattern))
        {
            _starting[(first * Words) + word] |= bit;
        }

        for (var previous = (char)0; previous < Ascii; previous++)
        {
            _following[(previous * Words) + word] |= detector.MayFollow(previous) ? bit : 0;
        }

        if (pattern == 0 || DetectorOf[pattern - 1] != DetectorOf[pattern])
        {
            Anywhere[word] |= bit;
            return;
        }

        AskedContext[word] |= detector.HasOwnContext ? bit : 0;
        foreach (var term in detector.HasOwnContext ? [] : detector.ContextTerms)
        {
            if (!contexts.TryGetValue(term, out var patterns))
            {
                contexts.Add(term, patterns = new ulong[Words]);
            }

            patterns[word] |= bit;
        }
    }
}
