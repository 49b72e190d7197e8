namespace Keeptrusts.Policy.Text.Folding;

/// <summary>
/// Folds one code point to at most one: default-ignorables vanish, compatibility letters, digits and punctuation become ASCII, letters lose their case.
/// </summary>
internal static class FoldTable
{
    /// <summary>Stands for a deleted character; U+FFFE is no character itself.</summary>
    public const char Deleted = '\uFFFE';

    private static readonly char[] Units = Build();

    /// <summary>The fold of a code unit that is no part of a surrogate pair.</summary>
    public static char Fold(char c) => Units[c];

    /// <summary>The fold of a code point beyond the first plane, where it is a single unit; <c>'\0'</c> where the pair stays as it is.</summary>
    public static char FoldWide(int codePoint)
    {
        for (var i = 0; i < FoldData.Ignorable.Length; i += 2)
        {
            if (codePoint >= FoldData.Ignorable[i] && codePoint <= FoldData.Ignorable[i + 1])
            {
                return Deleted;
            }
        }

        var runs = FoldData.Runs;
        var (low, high) = (0, (runs.Length / 4) - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (runs[middle * 4] <= codePoint)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        var (first, count, step, delta) = (runs[low * 4], runs[(low * 4) + 1], runs[(low * 4) + 2], runs[(low * 4) + 3]);
        var offset = codePoint - first;
        return offset >= 0 && offset % step == 0 && offset / step < count && codePoint + delta <= char.MaxValue ? (char)(codePoint + delta) : '\0';
    }

    /// <summary>Folds a whole text, as the values of an allow-list are compared.</summary>
    public static string FoldText(string text)
    {
        var folded = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            var unit = pair ? FoldWide(char.ConvertToUtf32(text[i], text[i + 1])) : Fold(text[i]);
            if (pair && unit == '\0')
            {
                folded.Append(text, i, 2);
            }
            else if (unit != Deleted)
            {
                folded.Append(unit);
            }

            i += pair ? 1 : 0;
        }

        return folded.ToString();
    }

    private static char[] Build()
    {
        var units = new char[char.MaxValue + 1];
        for (var c = 0; c < units.Length; c++)
        {
            units[c] = c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : (char)c;
        }

        var runs = FoldData.Runs;
        for (var i = 0; i < runs.Length && runs[i] <= char.MaxValue; i += 4)
        {
            for (var k = 0; k < runs[i + 1]; k++)
            {
                var code = runs[i] + (k * runs[i + 2]);
                units[code] = (char)(code + runs[i + 3]);
            }
        }

        for (var i = 0; i < FoldData.Ignorable.Length && FoldData.Ignorable[i] <= char.MaxValue; i += 2)
        {
            units.AsSpan(FoldData.Ignorable[i], FoldData.Ignorable[i + 1] - FoldData.Ignorable[i] + 1).Fill(Deleted);
        }

        return units;
    }
}
