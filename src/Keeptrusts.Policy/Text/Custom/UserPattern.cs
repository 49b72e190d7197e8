using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Text.Folding;
using Keeptrusts.Policy.Text.Matching;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Custom;

/// <summary>
/// A pattern of an author. It sees folded text, and what the author names is folded, too: <c>[A-Z]{2}</c> finds two letters of any case and width, and <c>[^A]</c>
/// neither <c>A</c> nor <c>a</c>. A raw pattern sees the text as it is. It starts and ends where it says, with no boundary of its own.
/// </summary>
internal sealed class UserPattern : SpanDetector
{
    private UserPattern(string name, PatternNode form, bool raw) => (Name, Form, IsRaw) = (name, form, raw);

    public override string Name { get; }

    public override PatternNode Form { get; }

    public override bool IsRaw { get; }

    /// <summary>Compiles a pattern; exactly one of the results is not <see langword="null"/>.</summary>
    /// <param name="name">The finding's type.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="raw">Whether it sees the text as it is.</param>
    public static (UserPattern? Detector, PatternError? Error) Compile(string name, string pattern, bool raw)
    {
        var (node, error) = PatternReader.Read(pattern, raw ? null : FoldedSets.Fold);
        return node is null ? (null, error) : (new UserPattern(name, node, raw), null);
    }

    public override bool MayStart(ReadOnlySpan<char> left, char first) => true;

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) => SpanEnd.Holds;

    public override double Score(in SpanText span) => 1;
}
