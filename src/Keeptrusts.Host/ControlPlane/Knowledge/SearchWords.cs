using System.Collections.Frozen;

namespace Keeptrusts.Host.ControlPlane.Knowledge;

/// <summary>The words of a question that passages are looked for by. Only letters and digits are left, so that nothing of it is taken for an order to the index.</summary>
internal static class SearchWords
{
    private const int Most = 24;
    private const int Longest = 40;

    private static readonly FrozenSet<string> Common = FrozenSet.ToFrozenSet(
        [
            "a", "about", "all", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "do", "does", "for", "from", "give", "had", "has", "have", "how", "i", "if", "in", "into", "is", "it", "its", "me",
            "much", "many", "my", "no", "not", "of", "on", "or", "our", "please", "say", "says", "should", "so", "tell", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "to", "us", "was", "we", "were",
            "what", "when", "where", "which", "who", "why", "will", "with", "would", "you", "your",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<string> Of(string question)
    {
        var words = new List<string>();
        for (var i = 0; i < question.Length && words.Count < Most;)
        {
            var from = i;
            while (i < question.Length && char.IsLetterOrDigit(question[i]))
            {
                i++;
            }

            var word = question[from..Math.Min(i, from + Longest)].ToLowerInvariant();
            if (word.Length > 1 && !Common.Contains(word) && !words.Contains(word))
            {
                words.Add(word);
            }

            i = Math.Max(i, from + 1);
        }

        return words;
    }
}
