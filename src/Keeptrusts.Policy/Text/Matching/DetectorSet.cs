using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Keeptrusts.Policy.Text.Automata;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>
/// Detectors joined into one machine, with the context words that make patterns credible. A pattern's number is that of its form: each detector has one,
/// followed by one more where context words make further forms credible. Shared; what is worked out later is only added.
/// </summary>
internal sealed class DetectorSet
{
    private static readonly ConditionalWeakTable<SpanDetector, List<WeakReference<DetectorSet>>> Known = [];

    private readonly FrozenDictionary<string, ulong[]>.AlternateLookup<ReadOnlySpan<char>> _contexts;
    private readonly bool[] _asksContext;
    private readonly int _longestWord;

    private DetectorSet(SpanDetector[] detectors)
    {
        Detectors = detectors;
        DetectorOf = [.. detectors.SelectMany((d, i) => d.ContextForm is null ? (int[])[i] : [i, i])];
        Machine = new Machine([.. detectors.SelectMany(d => d.ContextForm is null ? (Patterns.PatternNode[])[d.Form] : [d.Form, d.ContextForm])]);
        Words = (DetectorOf.Length + 63) / 64;
        Caps = [.. detectors.Select(d => d.MaxLength).Distinct().Order()];
        _asksContext = [.. DetectorOf.Select((d, p) => IsOfContext(p) && detectors[d].HasOwnContext)];
        var contexts = new Dictionary<string, ulong[]>(StringComparer.Ordinal);
        for (var pattern = 0; pattern < DetectorOf.Length; pattern++)
        {
            if (IsOfContext(pattern) && !_asksContext[pattern])
            {
                Enter(pattern, contexts);
            }
        }

        _longestWord = contexts.Keys.Select(w => w.Length).DefaultIfEmpty().Max();
        _contexts = contexts.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Places = new Places(this);
    }

    public SpanDetector[] Detectors { get; }

    public Machine Machine { get; }

    /// <summary>What each character means.</summary>
    public Places Places { get; }

    /// <summary>The detector of each pattern.</summary>
    public int[] DetectorOf { get; }

    /// <summary>How many 64-bit words a set of patterns takes.</summary>
    public int Words { get; }

    /// <summary>The longest spans of the detectors, in rising order.</summary>
    public int[] Caps { get; }

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

    /// <summary>Whether a pattern counts in context only.</summary>
    public bool IsOfContext(int pattern) => pattern > 0 && DetectorOf[pattern - 1] == DetectorOf[pattern];

    /// <summary>Whether a pattern's detector is asked for its context.</summary>
    public bool AsksContext(int pattern) => _asksContext[pattern];

    /// <summary>The patterns for which a word makes the context; <see langword="null"/> for none.</summary>
    public ulong[]? ContextOf(ReadOnlySpan<char> word) => word.Length <= _longestWord && _contexts.TryGetValue(word, out var patterns) ? patterns : null;

    private void Enter(int pattern, Dictionary<string, ulong[]> contexts)
    {
        foreach (var term in Detectors[DetectorOf[pattern]].ContextTerms)
        {
            if (!contexts.TryGetValue(term, out var patterns))
            {
                contexts.Add(term, patterns = new ulong[Words]);
            }

            patterns[pattern / 64] |= 1UL << (pattern % 64);
        }
    }
}
