using Keeptrusts.Policy.Injection.Rules;
using Keeptrusts.Policy.Text.Folding;

namespace Keeptrusts.Policy.Injection.Normalization;

/// <summary>Writes a text in normal form, piece by piece: lower case, bare letters, no ignorable characters, look-alikes as what they look like.</summary>
internal sealed class Normalizer(InjectionOptions options, Vocabulary vocabulary)
{
    private const int BlackFlag = 0x1F3F4;

    /// <summary>Fills <paramref name="target"/> from <paramref name="start"/> on.</summary>
    /// <returns>The offset of the first character that did not go in; the text's length at its end.</returns>
    public int Fill(string text, int start, NormalText target)
    {
        target.Clear();

        // Most texts begin with much ASCII, in which no word can mix alphabets. The word that the rest may go on with is read below.
        var plain = PlainLength(text.AsSpan(start));
        var i = start + target.AddAscii(text.AsSpan(start, plain), start);
        var word = new WordScan();
        var flag = false;
        while (i < text.Length && !target.IsFull)
        {
            var c = text[i];
            if (c < 0x80)
            {
                flag = false;
                word.See(c, target.Length);
                target.Add(char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c, i++);
            }
            else if (!options.NormalizeUnicode)
            {
                target.Add(char.ToLowerInvariant(c), i++);
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                AddPair(char.ConvertToUtf32(c, text[i + 1]), text, i, ref flag, ref word, target);
                i += 2;
            }
            else
            {
                AddUnit(text, i, ref word, target);
                i++;
            }

            if (word.Ended(target.Length) && options.DetectHomoglyphs)
            {
                ReadLookalikes(text, word, target);
            }
        }

        if (word.Close(target.Length) && options.DetectHomoglyphs)
        {
            ReadLookalikes(text, word, target);
        }

        return i;
    }

    // Up to the last word before the first character beyond ASCII.
    private static int PlainLength(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('\0', '\x7F');
        if (length < 0)
        {
            return text.Length;
        }

        while (length > 0 && char.IsAsciiLetter(text[length - 1]))
        {
            length--;
        }

        return length;
    }

    private static void AddPair(int code, string text, int i, ref bool flag, ref WordScan word, NormalText target)
    {
        if (code is >= 0xE0020 and <= 0xE007E)
        {
            // Behind a black flag, tags spell a region; anywhere else they hide text.
            if (!flag)
            {
                if (target.Length > 0 && text[target.Origins[^1]] != text[i])
                {
                    // Hidden text is no part of the visible word before it.
                    target.Add(' ', i);
                }

                var letter = (char)(code - 0xE0000);
                word.See(letter, target.Length);
                target.Add(char.ToLowerInvariant(letter), i);
                target.Signs |= NormalSigns.Tags;
            }

            return;
        }

        flag = code == BlackFlag;
        var folded = FoldTable.FoldWide(code);
        if (folded == '\0')
        {
            target.Add(text[i], i);
            target.Add(text[i + 1], i + 1);
        }
        else if (folded != FoldTable.Deleted)
        {
            word.See(folded, target.Length);
            target.Add(folded, i);
        }
    }

    private static void AddUnit(string text, int i, ref WordScan word, NormalText target)
    {
        var c = text[i];
        var unit = UnitTable.Unit(c);
        var afterLetter = target.Length > 0 && char.IsAsciiLetterLower(target.Units[^1]);
        if (unit == FoldTable.Deleted)
        {
            // A soft hyphen inside a word is ordinary.
            if (afterLetter && c != '\u00AD' && i + 1 < text.Length && char.IsAsciiLetter(text[i + 1]))
            {
                target.Signs |= NormalSigns.Invisible;
            }
        }
        else if (unit == UnitTable.Expands)
        {
            foreach (var letter in UnitTable.Expansion(c))
            {
                target.Add(letter, i);
            }
        }
        else if (c is < '\u0300' or > '\u036F' || !afterLetter)
        {
            word.See(c, target.Length);
            target.Add(unit, i);
        }
    }

    /// <summary>Words of one alphabet stay as they are, unless all their letters are look-alikes and the rules know the word they seem to be.</summary>
    private void ReadLookalikes(string text, in WordScan word, NormalText target)
    {
        Span<char> latin = stackalloc char[WordScan.Longest];
        var units = target.Writable[word.Start..word.End];
        var origins = target.Origins[word.Start..word.End];
        for (var k = 0; k < units.Length; k++)
        {
            var seems = UnitTable.Lookalike(text[origins[k]]);
            latin[k] = seems != '\0' ? seems : units[k];
            if (!word.Mixed && !char.IsAscii(latin[k]))
            {
                return;
            }
        }

        latin = latin[..units.Length];
        var known = vocabulary.Knows(latin);
        if (word.Mixed || known)
        {
            latin.CopyTo(units);
        }

        target.Signs |= known ? NormalSigns.Homoglyphs : NormalSigns.None;
    }
}
