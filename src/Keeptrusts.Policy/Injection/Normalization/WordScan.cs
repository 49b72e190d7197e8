namespace Keeptrusts.Policy.Injection.Normalization;

/// <summary>Follows the words of a piece while it is written, to know which ones mix alphabets.</summary>
internal struct WordScan
{
    /// <summary>Longer words are no words.</summary>
    public const int Longest = 40;

    private bool _open;
    private bool _latin;
    private bool _lookalike;
    private int _last;

    public int Start { get; private set; }

    public int End { get; private set; }

    /// <summary>Whether plain Latin letters and look-alikes stand in the word.</summary>
    public readonly bool Mixed => _latin && _lookalike;

    /// <summary>Takes the character that is about to be written at <paramref name="at"/>.</summary>
    public void See(char c, int at)
    {
        if (!char.IsLetter(c))
        {
            return;
        }

        if (!_open)
        {
            (_open, _latin, _lookalike, Start) = (true, false, false, at);
        }

        _latin |= char.IsAsciiLetter(c);
        _lookalike |= UnitTable.Lookalike(c) != '\0';
        _last = at + 1;
    }

    /// <summary>Whether a word with look-alikes ended before the last character that was written.</summary>
    public bool Ended(int length) => _open && length > _last && Close(_last);

    /// <summary>Ends the open word, if any.</summary>
    /// <returns>Whether it is one to read again.</returns>
    public bool Close(int length)
    {
        var wanted = _open && _lookalike && Math.Min(length, _last) - Start is >= 2 and <= Longest;
        End = Math.Min(length, _last);
        _open = false;
        return wanted;
    }
}
