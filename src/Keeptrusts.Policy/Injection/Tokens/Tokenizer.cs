using Keeptrusts.Policy.Injection.Rules;

namespace Keeptrusts.Policy.Injection.Tokens;

/// <summary>Cuts normal text into tokens.</summary>
internal static class Tokenizer
{
    /// <summary>A longer run of word characters is cut.</summary>
    public const int LongestToken = 64;

    /// <summary>Replaces the content of <paramref name="tokens"/>.</summary>
    public static void Cut(ReadOnlySpan<char> units, Vocabulary vocabulary, List<Token> tokens)
    {
        tokens.Clear();
        var sentence = 0;
        var i = 0;
        while (i < units.Length)
        {
            switch (UnitClasses.Of(units[i]))
            {
                case UnitClass.Word:
                    var end = WordEnd(units, i);
                    tokens.Add(new Token(i, end, sentence, vocabulary.StateOf(units[i..end])));
                    i = end;
                    break;
                case UnitClass.Single:
                    tokens.Add(new Token(i, i + 1, sentence, vocabulary.StateOf(units.Slice(i, 1))));
                    i++;
                    break;
                case UnitClass.Stop:
                    sentence++;
                    i++;
                    break;
                default:
                    sentence += EndsSentence(units, i) ? 1 : 0;
                    i++;
                    break;
            }
        }
    }

    /// <summary>Behind the word; <c>n't</c> belongs to it.</summary>
    private static int WordEnd(ReadOnlySpan<char> units, int start)
    {
        var i = start + 1;
        while (i < units.Length && i - start < LongestToken)
        {
            var apostrophe = units[i] is '\'' or '\u2019' && i + 1 < units.Length && units[i + 1] == 't'
                && (i + 2 == units.Length || UnitClasses.Of(units[i + 2]) != UnitClass.Word);
            if (!apostrophe && UnitClasses.Of(units[i]) != UnitClass.Word)
            {
                break;
            }

            i++;
        }

        return i;
    }

    /// <summary>A full stop or semicolon before white space, and an empty line.</summary>
    private static bool EndsSentence(ReadOnlySpan<char> units, int i) => units[i] switch
    {
        '.' or ';' => i + 1 == units.Length || char.IsWhiteSpace(units[i + 1]),
        '\n' => i > 0 && units[i - 1] == '\n',
        _ => false,
    };
}
