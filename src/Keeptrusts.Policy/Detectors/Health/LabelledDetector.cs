using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Health;

/// <summary>A value that only its label tells from other numbers: the label stands right before it, with no more than a linking word and punctuation between.</summary>
internal sealed class LabelledDetector(string name, EntityInfo info, string[] labels, string pattern, int digits) : PatternDetector(name, Nothing, pattern)
{
    private const string Nothing = "[^\\u0000-\\uffff]";

    // Of a label the matcher looks for the last word only, and asks for the rest where that was met.
    private readonly ContextWords _lastWords = new([.. labels.Select(l => l[(l.LastIndexOfAny([' ', '/']) + 1)..]).Distinct(StringComparer.Ordinal)]);

    private static readonly string[] Links = ["number", "no", "nr", "num", "id", "is", "was", "of", "code", "the"];

    public override EntityInfo Info { get; } = info;

    public override ContextWords Context => _lastWords;

    public override IReadOnlyCollection<string> ContextDescription => [];

    public override bool InContext(ReadOnlySpan<char> left)
    {
        var rest = Trim(left);
        for (var links = 0; links < 2; links++)
        {
            if (EndsWithLabel(rest))
            {
                return true;
            }

            if (WithoutLink(rest) is not { } length)
            {
                return false;
            }

            rest = Trim(rest[..length]);
        }

        return EndsWithLabel(rest);
    }

    /// <summary>The label decides, not its last word alone.</summary>
    public override bool MayStart(ReadOnlySpan<char> left, char first) => base.MayStart(left, first) && InContext(left);

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) => Boundaries.NumberEnds(following, atEnd, "-");

    /// <summary>A value has at least so many digits, which words do not.</summary>
    public override double Score(in SpanText span)
    {
        var count = 0;
        foreach (var c in span.Folded)
        {
            count += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return span.InContext && count >= digits ? 0.8 : 0;
    }

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> left) => left.TrimEnd(" \t\r\n:#=.-\"'(");

    private bool EndsWithLabel(ReadOnlySpan<char> left)
    {
        foreach (var label in labels)
        {
            if (EndsWithWord(left, label))
            {
                return true;
            }
        }

        return false;
    }

    private static int? WithoutLink(ReadOnlySpan<char> left)
    {
        foreach (var link in Links)
        {
            if (EndsWithWord(left, link))
            {
                return left.Length - link.Length;
            }
        }

        return null;
    }

    private static bool EndsWithWord(ReadOnlySpan<char> left, string word) =>
        left.EndsWith(word) && (left.Length == word.Length || !Letters.IsWord(left[^(word.Length + 1)]));
}
