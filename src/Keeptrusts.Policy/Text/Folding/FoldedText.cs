namespace Keeptrusts.Policy.Text.Folding;

/// <summary>
/// The recent part of a text, folded, with the place of each unit in the raw text. Units are numbered from the start of the text.
/// </summary>
/// <param name="raw">Whether nothing is folded: every character is a unit of its own.</param>
internal sealed class FoldedText(bool raw = false)
{
    /// <summary>Longest run of deleted characters that a match may span; a longer one is a wall.</summary>
    public const int MaxIgnorableRun = 1024;

    /// <summary>Stands where a run of deleted characters is too long for a match to span.</summary>
    public const char Wall = '\uFFFF';

    private char[] _units = new char[1024];
    private char[] _cased = new char[1024];
    private int[] _places = new int[1024]; // raw end * 4 + raw width
    private int _base;
    private int _count;
    private int _ignorable;
    private char _high;

    /// <summary>Number of units folded so far.</summary>
    public int End => _base + _count;

    /// <summary>Raw characters folded so far; one less than taken in while half a surrogate pair waits.</summary>
    public int RawEnd { get; private set; }

    /// <summary>Raw characters taken in and not yet folded: half a surrogate pair, or none.</summary>
    public int Waiting => _high == '\0' ? 0 : 1;

    public char this[int unit] => _units[unit - _base];

    public int RawStart(int unit)
    {
        var place = _places[unit - _base];
        return (place >> 2) - (place & 3);
    }

    public int RawEndOf(int unit) => _places[unit - _base] >> 2;

    public bool IsWall(int unit) => this[unit] == Wall && (_places[unit - _base] & 3) == 0;

    /// <summary>Units from <paramref name="start"/> to <paramref name="end"/>, as far as they are still kept.</summary>
    public ReadOnlySpan<char> Slice(int start, int end)
    {
        start = Math.Max(start, _base);
        return _units.AsSpan(start - _base, end - start);
    }

    /// <summary>Units from <paramref name="start"/> to <paramref name="end"/> with their case.</summary>
    public ReadOnlySpan<char> CasedSlice(int start, int end)
    {
        start = Math.Max(start, _base);
        return _cased.AsSpan(start - _base, end - start);
    }

    public void Clear()
    {
        (_base, _count, _ignorable, _high, RawEnd) = (0, 0, 0, '\0', 0);
    }

    /// <summary>Forgets the units before <paramref name="unit"/>.</summary>
    public void Discard(int unit)
    {
        var count = unit - _base;
        if (count < 512 || count < _count / 2)
        {
            return;
        }

        _units.AsSpan(count, _count - count).CopyTo(_units);
        _cased.AsSpan(count, _count - count).CopyTo(_cased);
        _places.AsSpan(count, _count - count).CopyTo(_places);
        _base = unit;
        _count -= count;
    }

    /// <summary>Takes text that is seen as left context only and belongs to no raw position.</summary>
    public void AppendContext(ReadOnlySpan<char> text)
    {
        Append(text);
        AppendRest();
        for (var i = 0; i < _count; i++)
        {
            _places[i] = 0;
        }

        (_ignorable, RawEnd) = (0, 0);
    }

    public void Append(ReadOnlySpan<char> text)
    {
        Reserve((2 * text.Length) + 2);
        if (raw)
        {
            AppendRaw(text);
            return;
        }

        foreach (var c in text)
        {
            if (_high != '\0')
            {
                AppendAfterHigh(c);
            }
            else if (c < 0x80)
            {
                _ignorable = 0;
                RawEnd++;
                _cased[_count] = c;
                _units[_count] = FoldTable.Fold(c);
                _places[_count++] = (RawEnd << 2) | 1;
            }
            else if (char.IsHighSurrogate(c))
            {
                _high = c;
            }
            else
            {
                Push(FoldTable.Fold(c), 1, char.IsUpper(c));
            }
        }
    }

    /// <summary>Folds half a surrogate pair that nothing completes.</summary>
    public void AppendRest()
    {
        if (_high != '\0')
        {
            Reserve(1);
            Push(_high, 1);
            _high = '\0';
        }
    }

    private void AppendRaw(ReadOnlySpan<char> text)
    {
        text.CopyTo(_units.AsSpan(_count));
        text.CopyTo(_cased.AsSpan(_count));
        for (var i = 0; i < text.Length; i++)
        {
            RawEnd++;
            _places[_count++] = (RawEnd << 2) | 1;
        }
    }

    private void AppendAfterHigh(char c)
    {
        var high = _high;
        _high = '\0';
        if (!char.IsLowSurrogate(c))
        {
            Push(high, 1);
            if (char.IsHighSurrogate(c))
            {
                _high = c;
            }
            else
            {
                Push(FoldTable.Fold(c), 1, char.IsUpper(c));
            }

            return;
        }

        var unit = FoldTable.FoldWide(char.ConvertToUtf32(high, c));
        if (unit == '\0')
        {
            Push(high, 1);
            Push(c, 1);
        }
        else
        {
            Push(unit, 2, System.Text.Rune.IsUpper(new System.Text.Rune(high, c)));
        }
    }

    private void Push(char unit, int width, bool upper = false)
    {
        RawEnd += width;
        if (unit == FoldTable.Deleted)
        {
            if (++_ignorable == MaxIgnorableRun + 1)
            {
                _units[_count] = _cased[_count] = Wall;
                _places[_count++] = RawEnd << 2;
            }

            return;
        }

        _ignorable = 0;
        _units[_count] = unit;
        _cased[_count] = upper && char.IsAsciiLetterLower(unit) ? (char)(unit & ~0x20) : unit;
        _places[_count++] = (RawEnd << 2) | width;
    }

    private void Reserve(int more)
    {
        if (_units.Length - _count >= more)
        {
            return;
        }

        var size = Math.Max(_units.Length * 2, _count + more);
        Array.Resize(ref _units, size);
        Array.Resize(ref _cased, size);
        Array.Resize(ref _places, size);
    }
}
