using Keeptrusts.Policy.Injection.Rules;

namespace Keeptrusts.Policy.Injection.Normalization;

/// <summary>Joins letters that stand one by one, where words of the rules come out.</summary>
internal sealed class SpacedLetters(Vocabulary vocabulary)
{
    private const int FewestLetters = 5;
    private const int MostLetters = 256;
    private const int WidestGap = 4;
    private const int LongestWord = 14;

    private readonly char[] _letters = new char[MostLetters];
    private readonly int[] _places = new int[MostLetters];
    private readonly bool[] _ends = new bool[MostLetters];

    public void Join(NormalText text)
    {
        var units = text.Units;
        for (var i = 0; i + 2 < units.Length; i++)
        {
            if (IsLonely(units, i) && IsLonely(units, i + 2))
            {
                var count = Gather(units, i, out var next);
                if (count >= FewestLetters && (EndsAreMarked(count) || Segment(count)) && YieldsWord(count))
                {
                    Write(text, i, next, count);
                    text.Signs |= NormalSigns.Spaced;
                }

                i = next - 1;
            }
        }
    }

    private static bool IsLonely(ReadOnlySpan<char> units, int i) =>
        char.IsAsciiLetterLower(units[i])
        && (i == 0 || !char.IsLetterOrDigit(units[i - 1]))
        && (i + 1 == units.Length || !char.IsLetterOrDigit(units[i + 1]));

    /// <summary>Takes lonely letters as long as they are at most <see cref="WidestGap"/> apart.</summary>
    private int Gather(ReadOnlySpan<char> units, int start, out int next)
    {
        var (count, i) = (0, start);
        next = start + 1;
        while (count < MostLetters && i < units.Length && IsLonely(units, i))
        {
            _letters[count] = units[i];
            _places[count] = i;
            next = i + 1;
            i++;
            while (i < units.Length && i - next < WidestGap && !char.IsLetterOrDigit(units[i]))
            {
                i++;
            }

            _ends[count++] = i - next > 1;
        }

        return count;
    }

    private bool EndsAreMarked(int count) => _ends.AsSpan(0, count - 1).Contains(true);

    /// <summary>Finds words in an unbroken row of letters: the cut with the most letters in known words.</summary>
    private bool Segment(int count)
    {
        Span<int> best = stackalloc int[count + 1];
        Span<int> from = stackalloc int[count + 1];
        best.Clear();
        for (var end = 1; end <= count; end++)
        {
            (best[end], from[end]) = (best[end - 1], end - 1);
            for (var length = 2; length <= Math.Min(LongestWord, end); length++)
            {
                var start = end - length;
                var value = best[start] + (length * 2) - 1;
                if (value > best[end] && vocabulary.StateOf(_letters.AsSpan(start, length)) != 0)
                {
                    (best[end], from[end]) = (value, start);
                }
            }
        }

        _ends.AsSpan(0, count).Clear();
        for (var end = count; end > 0; end = from[end])
        {
            _ends[end - 1] = end - from[end] > 1 || _ends[end - 1];
            if (from[end] > 0 && end - from[end] > 1)
            {
                _ends[from[end] - 1] = true;
            }
        }

        return best[count] >= count;
    }

    private bool YieldsWord(int count)
    {
        var start = 0;
        for (var k = 0; k < count; k++)
        {
            if (_ends[k] || k == count - 1)
            {
                if (vocabulary.Knows(_letters.AsSpan(start, k + 1 - start)))
                {
                    return true;
                }

                start = k + 1;
            }
        }

        return false;
    }

    /// <summary>Words take the front of the place, spaces the rest, so that nothing else moves.</summary>
    private void Write(NormalText text, int start, int next, int count)
    {
        var units = text.Writable;
        var origins = text.Origins;
        Span<int> sources = stackalloc int[count];
        for (var k = 0; k < count; k++)
        {
            sources[k] = origins[_places[k]];
        }

        var at = start;
        for (var k = 0; k < count; k++)
        {
            units[at] = _letters[k];
            origins[at++] = sources[k];
            if (_ends[k] && at < next)
            {
                units[at] = ' ';
                origins[at++] = sources[k];
            }
        }

        for (; at < next; at++)
        {
            units[at] = ' ';
            origins[at] = sources[count - 1];
        }
    }
}
