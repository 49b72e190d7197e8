namespace Keeptrusts.Policy.Text.Patterns;

/// <summary>A set of UTF-16 code units as sorted, disjoint, non-adjacent ranges.</summary>
internal sealed class CharSet : IEquatable<CharSet>
{
    private readonly (char First, char Last)[] _ranges;

    private CharSet((char First, char Last)[] ranges) => _ranges = ranges;

    public static CharSet Digits { get; } = Where(char.IsDigit);

    public static CharSet Spaces { get; } = Where(char.IsWhiteSpace);

    public static CharSet WordCharacters { get; } = Where(IsWordCharacter);

    /// <summary>What <c>.</c> stands for.</summary>
    public static CharSet NotNewLine { get; } = Of(('\n', '\n')).Complement();

    public IReadOnlyList<(char First, char Last)> Ranges => _ranges;

    public static CharSet Of(params (char First, char Last)[] ranges)
    {
        Array.Sort(ranges);
        var merged = new List<(char First, char Last)>(ranges.Length);
        foreach (var range in ranges)
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, (char)Math.Max(merged[^1].Last, range.Last));
            }
            else
            {
                merged.Add(range);
            }
        }

        return new CharSet([.. merged]);
    }

    public static CharSet Of(char c) => new([(c, c)]);

    public CharSet Complement()
    {
        var gaps = new List<(char First, char Last)>();
        var next = 0;
        foreach (var (first, last) in _ranges)
        {
            if (next < first)
            {
                gaps.Add(((char)next, (char)(first - 1)));
            }

            next = last + 1;
        }

        if (next <= char.MaxValue)
        {
            gaps.Add(((char)next, char.MaxValue));
        }

        return new CharSet([.. gaps]);
    }

    public bool Equals(CharSet? other) => other is not null && _ranges.AsSpan().SequenceEqual(other._ranges);

    public override bool Equals(object? obj) => Equals(obj as CharSet);

    public override int GetHashCode()
    {
        var hash = _ranges.Length;
        foreach (var (first, last) in _ranges)
        {
            hash = (hash * 31) + (first << 16) + last;
        }

        return hash;
    }

    private static CharSet Where(Predicate<char> member)
    {
        var ranges = new List<(char First, char Last)>();
        for (var c = 0; c <= char.MaxValue; c++)
        {
            if (!member((char)c))
            {
                continue;
            }

            if (ranges.Count > 0 && ranges[^1].Last == c - 1)
            {
                ranges[^1] = (ranges[^1].First, (char)c);
            }
            else
            {
                ranges.Add(((char)c, (char)c));
            }
        }

        return new CharSet([.. ranges]);
    }

    // The definition of \w that .NET's regular expressions use.
    private static bool IsWordCharacter(char c) => char.GetUnicodeCategory(c) is
        System.Globalization.UnicodeCategory.UppercaseLetter or System.Globalization.UnicodeCategory.LowercaseLetter
        or System.Globalization.UnicodeCategory.TitlecaseLetter or System.Globalization.UnicodeCategory.ModifierLetter
        or System.Globalization.UnicodeCategory.OtherLetter or System.Globalization.UnicodeCategory.NonSpacingMark
        or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.DecimalDigitNumber
        or System.Globalization.UnicodeCategory.ConnectorPunctuation;
}
