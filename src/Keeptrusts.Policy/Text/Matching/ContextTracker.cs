using Keeptrusts.Policy.Text.Folding;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>Knows which patterns the last words make credible. Looks each word up once, however many patterns ask. Reusable.</summary>
internal sealed class ContextTracker(DetectorSet set, FoldedText text)
{
    private readonly (int Start, ulong[]? Patterns)[] _ring = new (int, ulong[]?)[SpanDetector.ContextReach];
    private int _newest;
    private int _known; // how many of the ring's words are anybody's
    private int _read;

    public void Reset()
    {
        Array.Fill(_ring, (-1, null));
        (_newest, _known, _read) = (0, 0, 0);
    }

    /// <summary>Adds the patterns that the words before a place make credible; places are asked in rising order.</summary>
    /// <param name="unit">The place.</param>
    /// <param name="patterns">Receives the bits.</param>
    /// <returns>Whether there are any.</returns>
    public bool AddTo(int unit, Span<ulong> patterns)
    {
        var from = Math.Max(unit - SpanDetector.ContextLength, 0);
        var cut = unit - from == SpanDetector.ContextLength;
        var left = text.Slice(from, unit);
        ReadTo(unit, from, left);

        // What stands directly before the place is a word, too, even if it goes on behind it.
        var open = left.Length;
        while (open > 0 && WordCharacters.IsWord(left[open - 1]))
        {
            open--;
        }

        var isOpen = open < left.Length;
        var any = isOpen && (open > 0 || !cut) && Add(set.ContextOf(left[open..]), patterns);
        var word = _newest;
        for (var words = isOpen ? 1 : 0; words < SpanDetector.ContextReach && _known > 0; words++)
        {
            var (start, found) = _ring[word];
            if (start < from || (start == from && cut))
            {
                break;
            }

            any |= Add(found, patterns);
            word = word == 0 ? SpanDetector.ContextReach - 1 : word - 1;
        }

        return any;
    }

    // Words that end before the place; one that still goes on there waits.
    private void ReadTo(int unit, int from, ReadOnlySpan<char> left)
    {
        var at = Math.Max(_read, from);
        while (at < unit)
        {
            if (!WordCharacters.IsWord(left[at - from]))
            {
                _read = ++at;
                continue;
            }

            var end = at + 1;
            while (end < unit && WordCharacters.IsWord(left[end - from]))
            {
                end++;
            }

            if (end == unit)
            {
                return;
            }

            Enter(at, set.ContextOf(left[(at - from)..(end - from)]));
            _read = at = end;
        }
    }

    private void Enter(int start, ulong[]? patterns)
    {
        _newest = _newest == SpanDetector.ContextReach - 1 ? 0 : _newest + 1;
        _known += (patterns is null ? 0 : 1) - (_ring[_newest].Patterns is null ? 0 : 1);
        _ring[_newest] = (start, patterns);
    }

    private static bool Add(ulong[]? found, Span<ulong> patterns)
    {
        for (var w = 0; found is not null && w < patterns.Length; w++)
        {
            patterns[w] |= found[w];
        }

        return found is not null;
    }
}
