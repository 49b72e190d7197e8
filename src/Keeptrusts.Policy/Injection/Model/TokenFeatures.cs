using System.Runtime.InteropServices;
using Keeptrusts.Policy.Injection.Tokens;

namespace Keeptrusts.Policy.Injection.Model;

/// <summary>The hashed n-grams of a piece: per token those of one to three words that end with it, and those of three to five letters inside it.</summary>
internal sealed class TokenFeatures
{
    /// <summary>Letters of a word that count; what is longer is no word.</summary>
    private const int LongestWord = 24;

    private readonly List<int> _indexes = [];
    private readonly List<int> _starts = [];

    /// <summary>The features of tokens from <paramref name="first"/> to before <paramref name="end"/>, repeated as they occur.</summary>
    public ReadOnlySpan<int> Of(int first, int end) => CollectionsMarshal.AsSpan(_indexes)[_starts[first].._starts[end]];

    /// <summary>Replaces the content.</summary>
    public void Read(ReadOnlySpan<char> units, List<Token> tokens)
    {
        _indexes.Clear();
        _starts.Clear();
        var (before, beforeThat) = (0u, 0u);
        foreach (var token in tokens)
        {
            _starts.Add(_indexes.Count);
            var word = units[token.Start..token.End];
            var hash = AddLetters(word[..Math.Min(word.Length, LongestWord)]);
            _indexes.Add(Word(FeatureHash.Step(hash, 1)));
            _indexes.Add(Word(FeatureHash.Step(FeatureHash.Step(hash, before), 2)));
            _indexes.Add(Word(FeatureHash.Step(FeatureHash.Step(FeatureHash.Step(hash, before), beforeThat), 3)));
            (before, beforeThat) = (hash, before);
        }

        _starts.Add(_indexes.Count);
    }

    /// <summary>Letter n-grams with the word's borders marked. All digits are one.</summary>
    /// <returns>The hash of the whole word.</returns>
    private uint AddLetters(ReadOnlySpan<char> word)
    {
        var whole = FeatureHash.Seed;
        foreach (var c in word)
        {
            whole = FeatureHash.Step(whole, Unit(c));
        }

        for (var start = -1; start <= word.Length - 2 && word.Length > 1; start++)
        {
            var gram = FeatureHash.Seed;
            for (var k = 0; k < 5 && start + k <= word.Length; k++)
            {
                var at = start + k;
                gram = FeatureHash.Step(gram, at < 0 || at == word.Length ? ' ' : Unit(word[at]));
                if (k >= 2)
                {
                    _indexes.Add(FeatureHash.Index(FeatureHash.Step(gram, 7)) & ~1);
                }
            }
        }

        return whole;
    }

    /// <summary>Odd numbers are n-grams of words, even ones those of letters.</summary>
    private static int Word(uint hash) => FeatureHash.Index(hash) | 1;

    private static uint Unit(char c) => char.IsDigit(c) ? '0' : c;
}
