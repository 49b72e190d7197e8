using Keeptrusts.Policy.Injection.Normalization;
using Keeptrusts.Policy.Injection.Rules;

namespace Keeptrusts.Policy.Injection;

/// <summary>Finds an author's own phrases in a text.</summary>
internal static class AttackPatterns
{
    /// <summary>Longer phrases are cut to this length, which also is what pieces of the text overlap by.</summary>
    private const int LongestPhrase = 1024;

    /// <summary>Calls <paramref name="found"/> with the first place of each phrase that the text has.</summary>
    public static void Find(string text, InjectionOptions options, Action<int, int> found)
    {
        var normalizer = new Normalizer(options, RuleTable.Embedded.Vocabulary);
        var disguises = new Disguises(RuleTable.Embedded.Vocabulary);
        var phrases = options.AttackPatterns.Select(p => Squeeze(Normal(p, normalizer), out _)).Where(p => p.Length > 0).ToList();
        var piece = new NormalText();
        for (var start = 0; start < text.Length;)
        {
            var next = normalizer.Fill(text, start, piece);
            Search(piece, phrases, found);
            if (options.NormalizeUnicode)
            {
                disguises.Undo(piece);
                Search(piece, phrases, found);
            }

            start = next == text.Length ? next : Math.Max(start + 1, piece.Origins[^LongestPhrase]);
        }
    }

    private static void Search(NormalText piece, List<string> phrases, Action<int, int> found)
    {
        var squeezed = Squeeze(piece.Units, out var places);
        for (var p = phrases.Count - 1; p >= 0; p--)
        {
            if (IndexOf(squeezed, phrases[p]) is >= 0 and var at)
            {
                found(piece.Origins[places[at]], piece.Origins[places[at + phrases[p].Length - 1]] + 1);
                phrases.RemoveAt(p);
            }
        }
    }

    /// <summary>A phrase that begins or ends with a letter does so at a word's border; scripts without spaces have none.</summary>
    private static int IndexOf(string text, string phrase)
    {
        for (var at = text.IndexOf(phrase, StringComparison.Ordinal); at >= 0; at = text.IndexOf(phrase, at + 1, StringComparison.Ordinal))
        {
            if (!(at > 0 && Joins(text[at - 1], text[at])) && !(at + phrase.Length < text.Length && Joins(text[at + phrase.Length - 1], text[at + phrase.Length])))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool Joins(char left, char right) =>
        Tokens.UnitClasses.Of(left) == Tokens.UnitClass.Word && Tokens.UnitClasses.Of(right) == Tokens.UnitClass.Word;

    private static ReadOnlySpan<char> Normal(string phrase, Normalizer normalizer)
    {
        var normal = new NormalText();
        normalizer.Fill(phrase.Length > LongestPhrase ? phrase[..LongestPhrase] : phrase, 0, normal);
        return normal.Units;
    }

    /// <summary>Runs of white space become one space, none at the ends.</summary>
    private static string Squeeze(ReadOnlySpan<char> units, out int[] places)
    {
        var (squeezed, count) = (new char[units.Length], 0);
        places = new int[units.Length];
        for (var i = 0; i < units.Length; i++)
        {
            var space = char.IsWhiteSpace(units[i]);
            if (space && (count == 0 || squeezed[count - 1] == ' '))
            {
                continue;
            }

            places[count] = i;
            squeezed[count++] = space ? ' ' : units[i];
        }

        return new string(squeezed, 0, count).TrimEnd(' ');
    }
}
