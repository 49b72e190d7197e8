using Keeptrusts.Policy.Text;
using Keeptrusts.Policy.Text.Folding;
using Keeptrusts.Policy.Text.Matching;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Kinds.DlpFilter;

/// <summary>
/// Classification markings. The same words occur in ordinary sentences, so a marking counts only where it is written like one: in capitals, in two or more words
/// that begin with capitals, or after a label such as <c>Classification:</c>.
/// </summary>
internal sealed class MarkingDetector : SpanDetector
{
    private static readonly string[] Labels =
        ["classification", "classified", "classification level", "sensitivity", "label", "marking", "handling", "einstufung", "klassifizierung", "clasificacion", "clasificación"];

    private static readonly PatternNode Gap = new PatternNode.Repeat(new PatternNode.Set(CharSet.Of((' ', ' '), ('\t', '\t'), ('-', '-'), ('_', '_'), ('/', '/'))), 1, 3);

    public MarkingDetector(string name, IEnumerable<string> markings)
    {
        Name = name;
        Form = new PatternNode.Choice([.. markings.Select(FormOf)]);
    }

    public override string Name { get; }

    public override PatternNode Form { get; }

    // CLIENT_SECRET names a variable.
    public override bool MayFollow(char previous) => !(WordCharacters.IsWord(previous) || previous is '_' or '-' or '$' or '.');

    public override bool MayStart(ReadOnlySpan<char> left, char first) => left.IsEmpty || MayFollow(left[^1]);

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        following.IsEmpty ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
        : WordCharacters.IsWord(following[0]) || following[0] is '_' or '=' ? SpanEnd.Fails
        : SpanEnd.Holds;

    public override double Score(in SpanText span)
    {
        var (letters, capitals, words, capitalised) = (0, 0, 0, 0);
        var inWord = false;
        foreach (var c in span.Cased)
        {
            letters += char.IsAsciiLetter(c) ? 1 : 0;
            capitals += char.IsAsciiLetterUpper(c) ? 1 : 0;
            if (char.IsLetter(c) && !inWord)
            {
                words++;
                capitalised += char.IsAsciiLetterLower(c) ? 0 : 1;
            }

            inWord = char.IsLetter(c);
        }

        return capitals == letters || span.Folded.StartsWith("tlp") ? 1
            : words > 1 && capitalised == words ? 0.9
            : IsLabelled(span.Left) ? 0.9 : 0;
    }

    private static PatternNode.Sequence FormOf(string marking)
    {
        var items = new List<PatternNode>();
        foreach (var c in FoldTable.FoldText(marking))
        {
            items.Add(c is ' ' or '-' ? Gap : new PatternNode.Set(CharSet.Of(c)));
            if (c == ':')
            {
                items.Add(new PatternNode.Repeat(new PatternNode.Set(CharSet.Of(' ')), 0, 1));
            }
        }

        return new PatternNode.Sequence(items);
    }

    private static bool IsLabelled(ReadOnlySpan<char> left)
    {
        var rest = left.TrimEnd(' ');
        if (rest.IsEmpty || rest[^1] is not (':' or '='))
        {
            return false;
        }

        rest = rest[..^1].TrimEnd(' ');
        foreach (var label in Labels)
        {
            if (rest.EndsWith(label) && (rest.Length == label.Length || !WordCharacters.IsWord(rest[^(label.Length + 1)])))
            {
                return true;
            }
        }

        return false;
    }
}
