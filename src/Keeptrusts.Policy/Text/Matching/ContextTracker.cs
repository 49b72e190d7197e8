using Keeptrusts.Policy.Text.Folding;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>Knows which patterns the last words make credible. Looks each word up once, however many patterns ask. Reusable.</summary>
internal sealed class ContextTracker(DetectorSet set, FoldedText text)
{
    private readonly (int Start, ulong[]? Patterns)[] _ring = new (int, ulong[]?)[SpanDetector.ContextReach];
    private int _newest;
    private int _read;

    public void Reset()
    {
        Array.Fill(_ring, (-1, null));
        (_newest, _read) = (0, 0);
    }

    /// <summary>Adds the patterns that the words before a place make credible; places are asked in rising order.</summary>
    /// <param name="unit">The place.</param>
    /// <param name="patterns">Receives the bits.</param>
    /// <returns>Whether there are any.</returns>
    public bool AddTo(int unit, Span<ulong> patterns)
    {
        var any = false;
        var from = Math.Max(unit - SpanDetector.ContextLength, 0);
        var cut = unit - from == SpanDetector.ContextLength;
        ReadTo(unit, from);

        // What stands directly before the place is a word, too, even if it goes on behind it.
        var open = unit;
        while (open > from && WordCharacters.IsWord(text[open - 1]))
        {
            open--;
        }

        var words = 0;
        if (open < unit)
        {
            words++;
            if (open > from || !cut)
            {
                any = Add(set.ContextOf(text.Slice(open, unit)), patterns);
            }
        }

        for (; words < SpanDetector.ContextReach; words++)
        {
            var (start, found) = _ring[(_newest + SpanDetector.ContextReach - words + (open < unit ? 1 : 0)) % SpanDetector.ContextReach];
            if (start < from || (start == from && cut))
            {
                break;
            }

            any |= Add(found, patterns);
        }

        return any;
    }

    // Words that end before the place; one that still goes on there waits.
    private void ReadTo(int unit, int from)
    {
        var at = Math.Max(_read, from);
        while (at < unit)
        {
            if (!WordCharacters.IsWord(text[at]))
            {
                _read = ++at;
                continue;
            }

            var end = at + 1;
            while (end < unit && WordCharacters.IsWord(text[end]))
            {
                end++;
            }

            if (end == unit)
            {
                return;
            }

            _newest = (_newest + 1) % SpanDetector.ContextReach;
            _ring[_newest] = (at, set.ContextOf(text.Slice(at, end)));
            _read = at = end;
        }
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
