using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Automata;

/// <summary>Reads a pattern and makes sure that a machine can hold it.</summary>
internal static class PatternReader
{
    /// <summary>Parses a pattern; exactly one of the results is not <see langword="null"/>.</summary>
    public static (PatternNode? Node, PatternError? Error) Read(string pattern)
    {
        var (node, error) = PatternParser.Parse(pattern.AsSpan());
        if (node is null)
        {
            return (null, error);
        }

        return new Nfa().Add(node) ? (node, null) : (null, new PatternError(0, "the pattern needs too many states; use smaller repeat counts"));
    }
}
