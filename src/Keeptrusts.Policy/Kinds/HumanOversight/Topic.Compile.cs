using Keeptrusts.Policy.Text.Folding;

namespace Keeptrusts.Policy.Kinds.HumanOversight;

/// <summary>A topic by its words and phrases.</summary>
internal sealed class Topic(string name, IReadOnlyList<string> terms)
{
    private readonly string[] _terms = [.. terms.Select(FoldTable.FoldText)];

    public string Name { get; } = name;

    /// <summary>Whether a text has one of the words, as a whole word in any case.</summary>
    /// <param name="folded">The text, folded.</param>
    public bool IsIn(string folded) => Array.Exists(_terms, term => Has(folded, term));

    private static bool Has(string text, string term)
    {
        for (var at = text.IndexOf(term, StringComparison.Ordinal); at >= 0; at = text.IndexOf(term, at + 1, StringComparison.Ordinal))
        {
            var end = at + term.Length;
            if (!(at > 0 && Joins(text[at - 1], text[at])) && !(end < text.Length && Joins(text[end - 1], text[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Joins(char left, char right) => char.IsLetterOrDigit(left) && char.IsLetterOrDigit(right);
}
