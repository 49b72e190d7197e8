using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Automata;

/// <summary>Reads a pattern and makes sure that a machine can hold it.</summary>
internal static class PatternReader
{
    /// <summary>Parses a pattern; exactly one of the results is not <see langword="null"/>.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="fold">What becomes of the characters that the author names; see <see cref="PatternParser.Parse"/>.</param>
    public static (PatternNode? Node, PatternError? Error) Read(string pattern, Func<CharSet, CharSet>? fold = null)
    {
        var (node, error) = PatternParser.Parse(pattern.AsSpan(), fold);
        if (node is null)
        {
            return (null, error);
        }

        return new Nfa().Add(node) ? (node, null) : (null, new PatternError(0, "the pattern needs too many states; use smaller repeat counts"));
    }
}
