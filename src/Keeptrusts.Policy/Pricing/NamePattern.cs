namespace Keeptrusts.Policy.Pricing;

/// <summary>How the price table writes model names: <c>=</c> whole, <c>^</c> start, <c>$</c> end, <c>*</c> anywhere; <c>#</c> is a digit; case does not matter.</summary>
internal readonly struct NamePattern(string text)
{
    /// <summary>The name, where the pattern is one exact name.</summary>
    public string? Exact => text[0] == '=' && text.IndexOf('#') < 0 ? text.Substring(1) : null;

    public bool IsMatch(string name)
    {
        var length = text.Length - 1;
        switch (text[0])
        {
            case '=':
                return name.Length == length && MatchesAt(name, 0);
            case '^':
                return name.Length >= length && MatchesAt(name, 0);
            case '$':
                return name.Length >= length && MatchesAt(name, name.Length - length);
            default:
                for (var start = 0; start + length <= name.Length; start++)
                {
                    if (MatchesAt(name, start))
                    {
                        return true;
                    }
                }

                return false;
        }
    }

    private bool MatchesAt(string name, int start)
    {
        for (var i = 1; i < text.Length; i++)
        {
            var (wanted, given) = (text[i], name[start + i - 1]);
            var same = wanted == '#' ? given is >= '0' and <= '9' : char.ToUpperInvariant(wanted) == char.ToUpperInvariant(given);
            if (!same)
            {
                return false;
            }
        }

        return true;
    }
}
