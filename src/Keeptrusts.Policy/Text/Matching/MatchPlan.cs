using System.Collections;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>Detectors and rules compiled together: which detector may start at which character, and which rules hear of it. Immutable and shared.</summary>
internal sealed class MatchPlan
{
    /// <summary>Most detectors of one plan.</summary>
    public const int MaxDetectors = 64;

    private const int Ascii = 128;

    private readonly ulong[] _startingWith = new ulong[Ascii];
    private readonly ulong[] _following = new ulong[Ascii];
    private readonly BitArray[] _wide;

    public MatchPlan(IReadOnlyList<SpanDetector> detectors, IReadOnlyList<MatchRule> rules)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(detectors.Count, MaxDetectors);
        Detectors = [.. detectors];
        Rules = [.. rules];
        Policies = rules.Count == 0 ? 0 : rules.Max(r => r.Policy) + 1;
        RulesOf = [.. Enumerable.Range(0, Detectors.Length).Select(d => Enumerable.Range(0, Rules.Length).Where(r => Rules[r].Detector == d).ToArray())];
        _wide = [.. Detectors.Select(Starts)];
        for (var c = (char)0; c < Ascii; c++)
        {
            _startingWith[c] = Wide(c);
            for (var d = 0; d < Detectors.Length; d++)
            {
                _following[c] |= Detectors[d].MayFollow(c) ? 1UL << d : 0;
            }
        }
    }

    public SpanDetector[] Detectors { get; }

    public MatchRule[] Rules { get; }

    /// <summary>The rules that want a detector's findings, in chain order.</summary>
    public int[][] RulesOf { get; }

    public int Policies { get; }

    /// <summary>The detectors, as bits, of which a span may start with <paramref name="c"/>.</summary>
    public ulong StartingWith(char c) => c < Ascii ? _startingWith[c] : Wide(c);

    /// <summary>The detectors, as bits, of which a span may follow <paramref name="previous"/>.</summary>
    public ulong Following(char previous) => previous < Ascii ? _following[previous] : ulong.MaxValue;

    private static BitArray Starts(SpanDetector detector)
    {
        var starts = new BitArray(char.MaxValue + 1);
        foreach (var (first, last) in detector.Automata.SelectMany(a => a.FirstCharacters()))
        {
            for (int c = first; c <= last; c++)
            {
                starts[c] = true;
            }
        }

        return starts;
    }

    private ulong Wide(char c)
    {
        var starting = 0UL;
        for (var d = 0; d < _wide.Length; d++)
        {
            starting |= _wide[d][c] ? 1UL << d : 0;
        }

        return starting;
    }
}
