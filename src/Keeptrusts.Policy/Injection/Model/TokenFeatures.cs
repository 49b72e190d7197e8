using Keeptrusts.Policy.Injection.Tokens;

namespace Keeptrusts.Policy.Injection.Model;

/// <summary>The hashed n-grams of a piece: per token those of one to three words that end with it, and those of three to five letters inside it.</summary>
internal sealed class TokenFeatures
{
    /// <summary>Letters of a word that count; what is longer is no word.</summary>
    private const int LongestWord = 24;

    /// <summary>Features of one token at most.</summary>
    private const int MostPerToken = ((LongestWord + 1) * 3) + 3;

    private readonly List<int> _starts = [];
    private int[] _indexes = new int[2048];
    private int _count;

    /// <summary>The features of tokens from <paramref name="first"/> to before <paramref name="end"/>, repeated as they occur.</summary>
    public ReadOnlySpan<int> Of(int first, int end) => _indexes.AsSpan(_starts[first].._starts[end]);

    /// <summary>Replaces the content.</summary>
    public void Read(ReadOnlySpan<char> units, List<Token> tokens)
    {
        _count = 0;
        _starts.Clear();
        var (before, beforeThat) = (0u, 0u);
        foreach (var token in tokens)
        {
            _starts.Add(_count);
            if (_indexes.Length - _count < MostPerToken)
            {
                Array.Resize(ref _indexes, _indexes.Length * 2);
            }

            var word = units[token.Start..token.End];
            var hash = AddLetters(word[..Math.Min(word.Length, LongestWord)]);
            _indexes[_count++] = Word(FeatureHash.Step(hash, 1));
            _indexes[_count++] = Word(FeatureHash.Step(FeatureHash.Step(hash, before), 2));
            _indexes[_count++] = Word(FeatureHash.Step(FeatureHash.Step(FeatureHash.Step(hash, before), beforeThat), 3));
            (before, beforeThat) = (hash, before);
        }

        _starts.Add(_count);
    }

    /// <summary>Letter n-grams with the word's borders marked. All digits are one.</summary>
    /// <returns>The hash of the whole word.</returns>
    private uint AddLetters(ReadOnlySpan<char> word)
    {
        Span<uint> units = stackalloc uint[word.Length + 2];
        (units[0], units[^1]) = (' ', ' ');
        var whole = FeatureHash.Seed;
        for (var i = 0; i < word.Length; i++)
        {
            units[i + 1] = Unit(word[i]);
            whole = FeatureHash.Step(whole, units[i + 1]);
        }

        for (var rest = units; rest.Length > 2 && word.Length > 1; rest = rest[1..])
        {
            var gram = FeatureHash.Step(FeatureHash.Step(FeatureHash.Seed, rest[0]), rest[1]);
            foreach (var unit in rest[2..Math.Min(rest.Length, 5)])
            {
                gram = FeatureHash.Step(gram, unit);
                _indexes[_count++] = FeatureHash.Index(FeatureHash.Step(gram, 7)) & ~1;
            }
        }

        return whole;
    }

    /// <summary>Odd numbers are n-grams of words, even ones those of letters.</summary>
    private static int Word(uint hash) => FeatureHash.Index(hash) | 1;

    private static uint Unit(char c) => char.IsDigit(c) ? '0' : c;
}
