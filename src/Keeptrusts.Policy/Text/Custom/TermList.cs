using Keeptrusts.Policy.Text.Folding;
using Keeptrusts.Policy.Text.Matching;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Custom;

/// <summary>
/// Terms of an author, found as whole words whatever their case, with any white space between their words. With a distance, terms of
/// <see cref="ShortestNear"/> characters and more are found with that many mistakes, too.
/// </summary>
internal sealed class TermList : SpanDetector
{
    /// <summary>Shortest term that may be found with mistakes.</summary>
    public const int ShortestNear = 5;

    private static readonly CharSet Letters = FoldedSets.Fold(CharSet.WordCharacters);
    private static readonly CharSet Spaces = FoldedSets.Fold(CharSet.Spaces);

    // What may be typed for a letter, or beside one: a hyphen takes the place of a space.
    private static readonly CharSet Typed = CharSet.Of([.. Letters.Ranges, ('-', '-')]);
    private static readonly PatternNode Gap = new PatternNode.Repeat(new PatternNode.Set(FoldedSets.Fold(CharSet.Spaces)), 1, 8);

    // Whether no span begins with anything but a letter or digit, so that none starts inside a word.
    private readonly bool _beginsWords;

    private TermList(string name, PatternNode form, bool beginsWords) => (Name, Form, _beginsWords) = (name, form, beginsWords);

    public override string Name { get; }

    public override PatternNode Form { get; }

    /// <summary>The detectors of a list; one takes some thousand characters.</summary>
    /// <param name="name">The findings' type.</param>
    /// <param name="terms">The terms; blank ones are left out.</param>
    /// <param name="distance">Most mistakes, 0 to 2.</param>
    public static IReadOnlyList<TermList> Of(string name, IEnumerable<string> terms, int distance = 0)
    {
        const int Enough = 8_000;
        var lists = new List<TermList>();
        var forms = new List<PatternNode>();
        var size = 0;
        var beginsWords = distance == 0; // A mistake may stand for the first letter.
        foreach (var term in terms.Select(FoldTable.FoldText).Where(t => !string.IsNullOrWhiteSpace(t)).Distinct(StringComparer.Ordinal))
        {
            forms.Add(FormOf(term.Trim(), distance));
            beginsWords &= WordCharacters.IsWord(term.Trim()[0]);
            size += term.Length * (1 + (8 * distance));
            if (size > Enough)
            {
                End();
            }
        }

        End();
        return lists;

        void End()
        {
            if (forms.Count > 0)
            {
                lists.Add(new TermList(name, new PatternNode.Choice([.. forms]), beginsWords));
                forms.Clear();
                (size, beginsWords) = (0, distance == 0);
            }
        }
    }

    public override bool MayFollow(char previous) => !_beginsWords || !WordCharacters.IsWord(previous);

    // A mistake at its edge would take a mark that belongs to the sentence.
    public override bool MayStart(ReadOnlySpan<char> left, char first) => first != '-' && (left.IsEmpty || !(WordCharacters.IsWord(first) && WordCharacters.IsWord(left[^1])));

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        span[^1] == '-' ? SpanEnd.Fails
        : !WordCharacters.IsWord(span[^1]) ? SpanEnd.Holds
        : following.IsEmpty ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
        : WordCharacters.IsWord(following[0]) ? SpanEnd.Fails
        : SpanEnd.Holds;

    public override double Score(in SpanText span) => 1;

    private static PatternNode FormOf(string term, int distance)
    {
        var words = term.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (distance > 0 && term.Length >= ShortestNear)
        {
            return new PatternNode.Choice([Exact(words), new PatternNode.Near([.. string.Join(' ', words).Select(c => c == ' ' ? Spaces : CharSet.Of(c))], Typed, distance)]);
        }

        return Exact(words);
    }

    private static PatternNode.Sequence Exact(string[] words)
    {
        var items = new List<PatternNode>();
        foreach (var word in words)
        {
            if (items.Count > 0)
            {
                items.Add(Gap);
            }

            items.AddRange(word.Select(c => new PatternNode.Set(CharSet.Of(c))));
        }

        return new PatternNode.Sequence(items);
    }
}
