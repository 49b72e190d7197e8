using Keeptrusts.Policy.Text.Automata;

namespace Keeptrusts.Policy.Detectors.Secrets.Tokens;

/// <summary>Keys of model providers in a whole text, such as a literal of a program: fewer than the detectors find, since no context is read.</summary>
internal static class ProviderKeys
{
    private const int Shortest = 24;
    private const int Longest = 512;

    private static readonly string[] Providers =
    [
        "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OPENROUTER_API_KEY", "DEEPSEEK_API_KEY", "GOOGLE_API_KEY", "AWS_BEDROCK_KEY", "HUGGING_FACE_TOKEN", "REPLICATE_TOKEN",
        "GROQ_API_KEY", "PERPLEXITY_API_KEY", "XAI_API_KEY", "NVIDIA_API_KEY", "CEREBRAS_API_KEY", "FIREWORKS_API_KEY", "TOGETHER_API_KEY",
    ];

    private static readonly Lazy<ExactPattern[]> Forms = new(() =>
    [
        .. TokenTable.All
            .Where(e => Array.IndexOf(Providers, e.Name) >= 0)
            .SelectMany(e => e.Lines)
            .Where(l => !l.Near)
            .Select(l => new ExactPattern(PatternReader.Read(TokenTable.Expand(l.Pattern)).Node!)),
    ]);

    /// <summary>Whether a key stands in the text, as a word of its own and no placeholder.</summary>
    public static bool In(string text)
    {
        for (var start = 0; start <= text.Length - Shortest;)
        {
            var end = start;
            while (end < text.Length && IsKeyCharacter(text[end]))
            {
                end++;
            }

            if (end - start is >= Shortest and <= Longest && IsKey(text.AsSpan(start, end - start)))
            {
                return true;
            }

            start = Math.Max(end, start) + 1;
        }

        return false;
    }

    private static bool IsKey(ReadOnlySpan<char> word)
    {
        if (Entropy.Of(word) < Entropy.OfTokens || IsCounted(word) || !IsMixed(word) || IsPlaceholder(word))
        {
            return false;
        }

        foreach (var form in Forms.Value)
        {
            if (form.Accepts(word))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPlaceholder(ReadOnlySpan<char> word)
    {
        Span<char> folded = stackalloc char[Longest];
        word.ToLowerInvariant(folded);
        return SecretPlaceholders.In(folded.Slice(0, word.Length));
    }

    // abcdefghij0123456789 is typed, not drawn by lot: more than a third of its characters follow from the one before.
    private static bool IsCounted(ReadOnlySpan<char> word)
    {
        var steps = 0;
        for (var i = 1; i < word.Length; i++)
        {
            steps += word[i] == word[i - 1] + 1 || word[i] == word[i - 1] ? 1 : 0;
        }

        return steps * 3 > word.Length;
    }

    private static bool IsMixed(ReadOnlySpan<char> word)
    {
        var (digits, letters) = (0, 0);
        foreach (var c in word)
        {
            digits += c is >= '0' and <= '9' ? 1 : 0;
            letters += c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') ? 1 : 0;
        }

        return digits > 1 && letters > 1;
    }

    private static bool IsKeyCharacter(char c) =>
        c is '-' or '_' or '+' or '/' or (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
