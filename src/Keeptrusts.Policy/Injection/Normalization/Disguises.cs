using System.Buffers;
using Keeptrusts.Policy.Injection.Rules;
using Keeptrusts.Policy.Injection.Tokens;

namespace Keeptrusts.Policy.Injection.Normalization;

/// <summary>Undoes <c>1gn0re</c> and <c>i g n o r e</c>, but only where a word of the rules comes out: part numbers and tables stay as they are.</summary>
internal sealed class Disguises(Vocabulary vocabulary)
{
    private const int FewestLetters = 4;
    private const int LongestWord = 24;

    private static readonly SearchValues<char> Signs = SearchValues.Create("01!|34@5$789");

    private readonly SpacedLetters _spaced = new(vocabulary);

    public void Undo(NormalText text)
    {
        ReadLeet(text);
        _spaced.Join(text);
    }

    private void ReadLeet(NormalText text)
    {
        var units = text.Writable;
        if (!units.ContainsAny(Signs))
        {
            return;
        }

        Span<char> word = stackalloc char[LongestWord];
        for (var start = 0; start < units.Length; start++)
        {
            if (char.IsWhiteSpace(units[start]))
            {
                continue;
            }

            var end = start;
            var (letters, signs) = (0, 0);
            while (end < units.Length && !char.IsWhiteSpace(units[end]))
            {
                letters += char.IsAsciiLetterLower(units[end]) ? 1 : 0;
                signs += Letter(units[end], 'i') != '\0' ? 1 : 0;
                end++;
            }

            if (signs > 0 && letters > 0)
            {
                ReadLeet(text, units[start..end], word);
            }

            start = end;
        }
    }

    private void ReadLeet(NormalText text, Span<char> chunk, Span<char> word)
    {
        var start = 0;
        while (start < chunk.Length && !IsPart(chunk[start]))
        {
            start++;
        }

        var end = chunk.Length;
        while (end > start && (!IsPart(chunk[end - 1]) || chunk[end - 1] is '!' or '|'))
        {
            end--;
        }

        chunk = chunk[start..end];
        if (chunk.Length is < FewestLetters or > LongestWord || !chunk.ContainsAnyExceptInRange('a', 'z'))
        {
            return;
        }

        word = word[..chunk.Length];
        foreach (var one in "il")
        {
            for (var k = 0; k < chunk.Length; k++)
            {
                word[k] = Letter(chunk[k], one) is var letter and not '\0' ? letter : chunk[k];
            }

            if (!word.ContainsAnyExceptInRange('a', 'z') && vocabulary.Knows(word))
            {
                word.CopyTo(chunk);
                text.Signs |= NormalSigns.Leet;
                return;
            }
        }
    }

    private static bool IsPart(char c) => UnitClasses.Of(c) == UnitClass.Word || Letter(c, 'i') != '\0';

    private static char Letter(char sign, char one) => sign switch
    {
        '0' => 'o',
        '1' or '!' or '|' => one,
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        _ => '\0',
    };
}
