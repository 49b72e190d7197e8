using System.Text;
using Keeptrusts.Policy.Text.Folding;
using Keeptrusts.Policy.Text.Matching;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Detectors;

/// <summary>Finds a pattern or terms that a program brings. Letters match whatever their case, since texts are matched folded.</summary>
internal sealed class OwnPattern : SpanDetector
{
    private readonly Dfa _automaton;
    private readonly bool _wholeWords;

    private OwnPattern(string name, Dfa automaton, bool wholeWords)
    {
        (Name, _automaton, _wholeWords) = (name, automaton, wholeWords);
        Automata = [automaton];
    }

    public override string Name { get; }

    public override IReadOnlyList<Dfa> Automata { get; }

    /// <exception cref="ArgumentException">The pattern is wrong, uses unsupported syntax, or matches the empty text.</exception>
    public static OwnPattern OfPattern(string name, string pattern) => new(name, Compile(Lower(pattern)), wholeWords: false);

    /// <exception cref="ArgumentException">There is no term, or one is blank.</exception>
    public static OwnPattern OfTerms(string name, IEnumerable<string> terms)
    {
        List<string> folded = [.. terms.Select(FoldTable.FoldText)];
        return folded.Count == 0 || folded.Exists(string.IsNullOrWhiteSpace)
            ? throw new ArgumentException("terms must be given, and none may be blank", nameof(terms))
            : new OwnPattern(name, Compile(string.Join('|', folded.Select(Escape))), wholeWords: true);
    }

    public override Dfa Automaton(ReadOnlySpan<char> left) => _automaton;

    // A term that begins or ends with a letter or digit does so at a word's border.
    public override bool MayStart(ReadOnlySpan<char> left, char first) => !_wholeWords || left.IsEmpty || !Letters.IsWord(first) || !Letters.IsWord(left[^1]);

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd)
    {
        if (!_wholeWords || !Letters.IsWord(span[^1]))
        {
            return SpanEnd.Holds;
        }

        return following.IsEmpty ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided) : Letters.IsWord(following[0]) ? SpanEnd.Fails : SpanEnd.Holds;
    }

    public override double Score(in SpanText span) => 1;

    private static Dfa Compile(string pattern)
    {
        var (dfa, error) = DfaBuilder.Compile(pattern);
        return dfa is null ? throw new ArgumentException($"the pattern is wrong at {error!.Position}: {error.Message}", nameof(pattern))
            : dfa.Accepts("") ? throw new ArgumentException("the pattern matches the empty text", nameof(pattern))
            : dfa;
    }

    private static string Lower(string pattern)
    {
        var lower = new StringBuilder(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            // `\D` is not `\d`.
            var escaped = i > 0 && pattern[i - 1] == '\\' && lower[^1] == '\\';
            lower.Append(escaped ? pattern[i] : char.ToLowerInvariant(pattern[i]));
            if (escaped && pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                lower.Append(char.ToLowerInvariant(pattern[++i]));
            }
        }

        return lower.ToString();
    }

    private static string Escape(string term)
    {
        var escaped = new StringBuilder(term.Length);
        foreach (var c in term)
        {
            if (c < 128 && !char.IsLetterOrDigit(c) && c != ' ')
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
